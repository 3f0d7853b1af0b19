import { command, refuse, unauthenticated, type Look } from '@touchline/kernel';
import { z } from 'zod';
import { account } from '../account/account.ts';
import { SessionEnded } from '../published.ts';
import { isStale } from '../session/is-stale.ts';
import { lifetimes } from '../session/lifetimes.ts';
import { session, TokensRefreshed, type OpenSession } from '../session/session.ts';
import {
  refreshTokenPattern,
  sessionOf,
  type ReadToken,
  type RefreshTokens,
} from '../tokens/refresh-tokens.ts';
import { signedIn, signedInSchema, type TokenMakers } from '../tokens/signed-in.ts';

const input = z.strictObject({
  refreshToken: z
    .string()
    .max(100)
    .regex(refreshTokenPattern, 'expected a refresh token')
    .meta({ description: 'The latest `refreshToken` of the session.' }),
});

/**
 * Each refresh goes on to the next generation. A token of an older one means that two parties hold the session,
 * and nobody can tell which is the thief: it ends for both (RFC 9700, 4.14.2).
 */
export const refreshSession = (parts: TokenMakers) =>
  command(session, {
    type: 'RefreshSession',
    about: 'Exchanges a refresh token for new tokens. The use of an old one ends the session.',
    route: 'POST /v1/sessions/refresh',
    access: 'anyone',
    tokens: 'renewed',
    input,
    status: 200,
    refusals: { 'refresh-token-invalid': unauthenticated('This session is over. Log in again.') },
    target: (wish) => sessionOf(wish.refreshToken),
    facts: (wish, { look, id }) => factsFor(parts.refreshTokens, wish.refreshToken, id, look),
    decide(state, _wish, { id, nowMs, facts }) {
      if (!facts.genuine || state.status !== 'open') return refuse('refresh-token-invalid');
      const end = (reason: 'token-reused' | 'password-changed' | 'revoked') => [
        SessionEnded({ session: id, account: state.account, reason }),
      ];
      if (facts.stale) return end(facts.stale);
      if (isTooOld(state, nowMs)) return refuse('refresh-token-invalid');

      const behind = state.generation - facts.generation;
      // A token from the future is of a log that was restored from before: nothing is known against it.
      if (behind < 0) return refuse('refresh-token-invalid');
      if (behind === 1 && isInGrace(state, nowMs)) return []; // The same successor again: its answer was lost.
      if (behind > 0) return end('token-reused');
      const generation = state.generation + 1;
      return [TokensRefreshed({ session: id, account: state.account, generation, roles: [...facts.roles] })];
    },
    answers: signedInSchema,
    answer: ({ id, state }) =>
      state.status === 'open' ? signedIn(parts, id, state) : refuse('refresh-token-invalid'),
  });

export interface RefreshFacts extends Pick<ReadToken, 'genuine' | 'generation'> {
  readonly roles: readonly string[];
  /** Why the account's sessions were revoked after this one was opened; `null` when they were not. */
  readonly stale: 'password-changed' | 'revoked' | null;
}

async function factsFor(tokens: RefreshTokens, token: string, id: string, look: Look): Promise<RefreshFacts> {
  const { genuine, generation } = tokens.read(token);
  const unknown = { genuine: false, generation, roles: [], stale: null };
  if (!genuine) return unknown;
  const { state } = await look.state(session, id);
  if (state.status !== 'open') return unknown;
  const { state: owner } = await look.state(account, state.account);
  if (owner.status !== 'open') return unknown;
  const stale = isStale(id, state.epoch, owner.revocation);
  const why = owner.revocation.reason === 'password-changed' ? 'password-changed' : 'revoked';
  return { genuine, generation, roles: owner.roles, stale: stale ? why : null };
}

const isTooOld = ({ openedAt, refreshedAt }: OpenSession, nowMs: number): boolean =>
  nowMs - Date.parse(openedAt) > lifetimes.sessionS * 1000 ||
  nowMs - Date.parse(refreshedAt) > lifetimes.idleS * 1000;

/** In both directions: a clock set back must not make grace last. */
const isInGrace = ({ refreshedAt }: OpenSession, nowMs: number): boolean =>
  Math.abs(nowMs - Date.parse(refreshedAt)) <= lifetimes.graceS * 1000;
