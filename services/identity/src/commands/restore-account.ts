import { command, isRefusal } from '@touchline/kernel';
import { account } from '../account/account.ts';
import { administered, administeredInput, administeredRefusals } from '../known/administered.ts';
import { AccountRestored } from '../published.ts';

export const restoreAccount = command(account, {
  type: 'RestoreAccount',
  about: 'Ends the suspension of an account.',
  access: 'administrator',
  input: administeredInput,
  refusals: administeredRefusals,
  target: ({ account: id }) => id,
  decide(state, _wish, { actor, roles, id }) {
    const open = administered(state, { actor, roles, id });
    if (isRefusal(open)) return open;
    return open.suspended ? [AccountRestored({ account: id })] : [];
  },
});
