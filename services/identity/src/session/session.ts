import { event, idSchema, stream } from '@touchline/kernel';
import { z } from 'zod';
import { SessionEnded } from '../published.ts';
import { browserSchema } from './browser.ts';

const roles = z.array(z.string()).max(10);

export const SessionOpened = event('SessionOpened', {
  about: 'A person logged in.',
  schema: z.strictObject({
    session: idSchema,
    account: idSchema,
    /** The account's epoch at log-in: a later one ends the session. */
    epoch: z.int().nonnegative(),
    roles,
    /** As its log-in named it. Sessions opened before this was asked, and those of programs, have none. */
    browser: browserSchema.optional(),
  }),
  personal: { of: 'account', fields: ['browser'] },
});

export const TokensRefreshed = event('TokensRefreshed', {
  about: 'A session went on to the next generation of its tokens.',
  schema: z.strictObject({ session: idSchema, account: idSchema, generation: z.int().positive(), roles }),
});

export type EndReason = 'logged-out' | 'revoked' | 'token-reused' | 'password-changed' | 'account-closed';

export interface OpenSession {
  readonly status: 'open';
  readonly account: string;
  readonly epoch: number;
  readonly roles: readonly string[];
  /** Tokens are derived from it, so that the log holds none. */
  readonly generation: number;
  readonly openedAt: string;
  readonly refreshedAt: string;
}

export type SessionState =
  | { readonly status: 'none' }
  | OpenSession
  | { readonly status: 'ended'; readonly account: string; readonly reason: EndReason };

export const session = stream('session', {
  about: 'A log-in on one device: a family of refresh tokens.',
  events: [SessionOpened, TokensRefreshed, SessionEnded],
  initial: (): SessionState => ({ status: 'none' }),
  evolve: {
    SessionOpened: (_state, { data, at }) => ({
      status: 'open',
      account: data.account,
      epoch: data.epoch,
      roles: data.roles,
      generation: 0,
      openedAt: at,
      refreshedAt: at,
    }),
    TokensRefreshed: (state, { data, at }) =>
      state.status === 'open'
        ? { ...state, roles: data.roles, generation: data.generation, refreshedAt: at }
        : state,
    SessionEnded: (_state, { data }) => ({ status: 'ended', account: data.account, reason: data.reason }),
  },
});
