import { SessionsRevoked, type OpenAccount } from '../account/account.ts';
import { AccountClosed } from '../published.ts';

/** What ends an account, whoever asked for it: all sessions first, then the account, and its person with it. */
export const closing = (
  account: string,
  { handles, revocation }: Pick<OpenAccount, 'handles' | 'revocation'>,
  by: 'its-owner' | 'administrator',
) =>
  [
    SessionsRevoked({ account, epoch: revocation.epoch + 1, kept: null, reason: 'account-closed' }),
    AccountClosed({ account, handles: [...handles], by }),
  ] as const;
