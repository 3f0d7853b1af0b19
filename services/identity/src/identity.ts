import { service, type Service } from '@touchline/kernel';
import { account } from './account/account.ts';
import { changeHandle } from './commands/change-handle.ts';
import { changePassword } from './commands/change-password.ts';
import { closeAccount } from './commands/close-account.ts';
import { endAccountSessions } from './commands/end-account-sessions.ts';
import { endAllSessions } from './commands/end-all-sessions.ts';
import { endSession } from './commands/end-session.ts';
import { endStaleSession } from './commands/end-stale-session.ts';
import { eraseAccount } from './commands/erase-account.ts';
import { giveRole } from './commands/give-role.ts';
import { importAccount } from './commands/import-account.ts';
import { openSession } from './commands/open-session.ts';
import { refreshSession } from './commands/refresh-session.ts';
import { registerAccount } from './commands/register-account.ts';
import { restoreAccount } from './commands/restore-account.ts';
import { suspendAccount } from './commands/suspend-account.ts';
import { email } from './email/email.ts';
import { handle } from './handle/handle.ts';
import { instance } from './instance/instance.ts';
import type { IdentityParts } from './parts.ts';
import { endStaleSessions } from './policies/end-stale-sessions.ts';
import { tellWhoWasErased } from './policies/tell-who-was-erased.ts';
import {
  AccountClosed,
  AccountRegistered,
  AccountRestored,
  AccountSuspended,
  AdministratorAppointed,
  HandleChanged,
  RoleGiven,
  SessionEnded,
} from './published.ts';
import { findAccounts } from './queries/find-accounts.ts';
import { listMySessions } from './queries/list-my-sessions.ts';
import { listTokenKeys } from './queries/list-token-keys.ts';
import { readAccount } from './queries/read-account.ts';
import { whoAmI } from './queries/who-am-i.ts';
import { lifetimes } from './session/lifetimes.ts';
import { session } from './session/session.ts';
import { endedSessions } from './tokens/ended-sessions.ts';
import { accountDirectory } from './known/account-directory.ts';
import { myAccount } from './known/my-account.ts';
import { mySessions } from './known/my-sessions.ts';
import { meTopic } from './live/me-topic.ts';

export { endAccountSessions } from './commands/end-account-sessions.ts';
export { eraseAccount } from './commands/erase-account.ts';
export { giveRole } from './commands/give-role.ts';
export { restoreAccount } from './commands/restore-account.ts';
export { suspendAccount } from './commands/suspend-account.ts';
export { accountDirectory } from './known/account-directory.ts';
export { identityParts, type IdentityOptions, type IdentityParts } from './parts.ts';
export { authenticator, type Authenticate, type AuthenticatorOptions } from './tokens/authenticator.ts';
export { endedSessions, type EndedSessions } from './tokens/ended-sessions.ts';

/** How long a session may rest until it has to be opened anew. */
export const sessionIdleS = lifetimes.idleS;

/** What administrators do about accounts. Sent by the operator's routes, which record who did it and why. */
const administration = [suspendAccount, restoreAccount, endAccountSessions, giveRole];

export const identityService = (parts: IdentityParts): Service =>
  service({
    name: 'identity',
    about: 'Accounts, credentials, sessions and tokens.',
    streams: [account, handle, email, session, instance],
    publishes: [
      AccountRegistered,
      HandleChanged,
      AdministratorAppointed,
      RoleGiven,
      AccountSuspended,
      AccountRestored,
      AccountClosed,
      SessionEnded,
    ],
    commands: [
      registerAccount(parts),
      importAccount(parts),
      openSession(parts),
      refreshSession(parts),
      endSession,
      endAllSessions,
      endStaleSession,
      changePassword(parts),
      changeHandle,
      closeAccount(parts),
      eraseAccount,
      ...administration,
    ],
    queries: [whoAmI, listMySessions, listTokenKeys(parts), findAccounts, readAccount],
    views: [myAccount, mySessions, accountDirectory],
    memoryViews: [endedSessions],
    policies: [endStaleSessions(endStaleSession), tellWhoWasErased],
    live: [meTopic],
  });

/** What a process without the service itself needs to check sessions: the rows and events that say which are over. */
export const sessionChecks: Service = service({
  name: 'identity',
  about: 'Which sessions are over.',
  views: [myAccount, mySessions],
  memoryViews: [endedSessions],
});
