import { roleTexts, type Account } from './account.ts';

export const AccountChips = ({ account: { roles, suspended } }: { account: Account }) => (
  <>
    {roles.map((role) => (
      <span key={role} class="chip info">
        {roleTexts[role] ?? role}
      </span>
    ))}
    {suspended && <span class="chip live">suspended</span>}
  </>
);
