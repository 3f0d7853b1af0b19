import { policy, send, type CommandType, type Effect, type Look } from '@touchline/kernel';
import { account, SessionsRevoked, type Revocation } from '../account/account.ts';
import { isStale } from '../session/is-stale.ts';
import type { session } from '../session/session.ts';
import { SessionOpened } from '../session/session.ts';
import { mySessions } from '../known/my-sessions.ts';

type EndsOne = CommandType<typeof session, { session: string }, never, Revocation | null>;

const pageSize = 200;
/** 2,000 sessions of one account; those beyond are refused all the same when they ask for new tokens. */
const pagesMax = 10;

/**
 * Writes down for each session that a revocation ended it. The check of requests does not wait for this; lists and
 * other services do. A log-in that raced the revocation is met when its own event comes.
 */
export const endStaleSessions = (endStaleSession: EndsOne) =>
  policy('end-stale-sessions', {
    about:
      'Ends the sessions that a new password, a log-out everywhere or the end of an account left behind.',
    reads: [SessionsRevoked, SessionOpened],
    react: {
      async SessionsRevoked({ data }, look) {
        const effects: Effect[] = [];
        for await (const id of openSessions(data.account, look))
          if (id !== data.kept) effects.push(send(endStaleSession, { session: id }));
        return effects;
      },
      async SessionOpened({ data }, look) {
        const { state } = await look.state(account, data.account);
        if (state.status === 'none' || !isStale(data.session, data.epoch, state.revocation)) return [];
        return [send(endStaleSession, { session: data.session })];
      },
    },
  });

async function* openSessions(of: string, look: Look): AsyncGenerator<string> {
  let after: string | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const { keys, next } = await look.range(mySessions, 'open', { group: of, limit: pageSize, after });
    yield* keys;
    if (next === undefined) return;
    after = next;
  }
}
