import { event, idSchema, isErased, known, stream } from '@touchline/kernel';
import { z } from 'zod';
import {
  AccountClosed,
  AccountRegistered,
  AccountRestored,
  AccountSuspended,
  AdministratorAppointed,
  HandleChanged,
  RoleGiven,
} from '../published.ts';

export const EmailGiven = event('EmailGiven', {
  about: 'A person gave the e-mail address they log in with.',
  schema: z.strictObject({ account: idSchema, email: z.email().max(254) }),
  personal: { of: 'account', fields: ['email'] },
});

const password = z.strictObject({ account: idSchema, hash: z.string().startsWith('$argon2id$').max(200) });

export const PasswordChosen = event('PasswordChosen', {
  about: 'An account got its first password.',
  schema: password,
  personal: { of: 'account', fields: ['hash'], secret: true },
});

export const PasswordChanged = event('PasswordChanged', {
  about: 'A person changed their password.',
  schema: password,
  personal: { of: 'account', fields: ['hash'], secret: true },
});

export const SessionsRevoked = event('SessionsRevoked', {
  about: 'All sessions of an account opened in earlier epochs are over, but for the one that is kept.',
  schema: z.strictObject({
    account: idSchema,
    epoch: z.int().positive(),
    kept: idSchema.nullable(),
    reason: z.enum(['logged-out', 'password-changed', 'by-administrator', 'account-closed']),
  }),
});

export type RevocationReason = 'logged-out' | 'password-changed' | 'by-administrator' | 'account-closed';

export interface OpenAccount {
  readonly status: 'open';
  readonly handle: string;
  /** All handles it ever had, the first one first. */
  readonly handles: readonly string[];
  readonly name: string;
  readonly email: string | null;
  /** `null` for imported accounts: no password matches. */
  readonly passwordHash: string | null;
  readonly roles: readonly string[];
  /** Nobody can log in while it is. */
  readonly suspended: boolean;
  readonly revocation: Revocation;
}

/** Sessions of earlier epochs than this one are over, except the kept one. */
export interface Revocation {
  readonly epoch: number;
  readonly kept: string | null;
  readonly reason: RevocationReason;
}

export interface ClosedAccount {
  readonly status: 'closed';
  readonly revocation: Revocation;
}

export type AccountState = { readonly status: 'none' } | OpenAccount | ClosedAccount;

const notRevoked: Revocation = { epoch: 0, kept: null, reason: 'logged-out' };

export const account = stream('account', {
  about: 'A person’s account: name, credentials, roles.',
  events: [
    AccountRegistered,
    EmailGiven,
    PasswordChosen,
    PasswordChanged,
    SessionsRevoked,
    HandleChanged,
    AdministratorAppointed,
    RoleGiven,
    AccountSuspended,
    AccountRestored,
    AccountClosed,
  ],
  initial: (): AccountState => ({ status: 'none' }),
  evolve: {
    // Erased without a closing here: the log is older than the erasure, as after the restore of a backup.
    AccountRegistered: (_state, { data: { handle, name } }) =>
      isErased(name)
        ? { status: 'closed', revocation: notRevoked }
        : {
            status: 'open',
            handle,
            handles: [handle],
            name,
            email: null,
            passwordHash: null,
            roles: [],
            suspended: false,
            revocation: notRevoked,
          },
    EmailGiven: (state, { data }) => opened(state, { email: known(data.email, null) }),
    PasswordChosen: (state, { data }) => opened(state, { passwordHash: known(data.hash, null) }),
    PasswordChanged: (state, { data }) => opened(state, { passwordHash: known(data.hash, null) }),
    SessionsRevoked: (state, { data: { epoch, kept, reason } }) =>
      state.status === 'none' ? state : { ...state, revocation: { epoch, kept, reason } },
    HandleChanged: (state, { data }) =>
      state.status === 'open'
        ? { ...state, handle: data.to, handles: [...new Set([...state.handles, data.to])] }
        : state,
    AdministratorAppointed: (state) => opened(state, { roles: ['administrator'] }),
    RoleGiven: (state, { data: { role } }) => opened(state, { roles: role === 'none' ? [] : [role] }),
    AccountSuspended: (state) => opened(state, { suspended: true }),
    AccountRestored: (state) => opened(state, { suspended: false }),
    AccountClosed: (state) =>
      state.status === 'none' ? state : { status: 'closed', revocation: state.revocation },
  },
});

const opened = (state: AccountState, change: Partial<OpenAccount>): AccountState =>
  state.status === 'open' ? { ...state, ...change } : state;
