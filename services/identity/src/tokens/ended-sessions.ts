import { memoryView, type Awaitable, type Recorded } from '@touchline/kernel';
import { SessionsRevoked, type Revocation } from '../account/account.ts';
import { remember } from '../known/remember.ts';
import { SessionEnded } from '../published.ts';
import { isStale } from '../session/is-stale.ts';
import { SessionOpened } from '../session/session.ts';
import { myAccount } from '../known/my-account.ts';
import { mySessions } from '../known/my-sessions.ts';

export interface EndedSessions {
  /** Whether a session is over. Answers at once for what it has seen; looks up the rest. */
  isEnded(session: string, account: string): Awaitable<boolean>;
}

const entriesMax = 50_000;

type Applied = typeof SessionOpened | typeof SessionEnded | typeof SessionsRevoked;

/**
 * Log-out must hold at once though access tokens live for minutes (T-06). Events say what ended since this
 * process started; what was before is read from rows when it is first asked for, and kept.
 */
export const endedSessions = memoryView<EndedSessions, Applied>('ended-sessions', {
  about: 'Which sessions are over, for the check of every request.',
  reads: [SessionOpened, SessionEnded, SessionsRevoked],
  personal: 'none',
  start(look) {
    const sessions = new Map<string, KnownSession>();
    const revocations = new Map<string, KnownRevocation>();

    const over = (id: string, session: KnownSession, revocation: KnownRevocation): boolean =>
      session.ended || isStale(id, session.epoch, revocation);

    async function lookUp(id: string, account: string): Promise<boolean> {
      await look.caughtUp([mySessions, myAccount]);
      const [session, owner] = await Promise.all([look.get(mySessions, id), look.get(myAccount, account)]);
      // An event that came meanwhile is newer than the row.
      if (session && !sessions.has(id)) {
        const { epoch, ended } = session; // Its row may name a browser: what is personal is not kept here (ER3).
        remember(sessions, id, { epoch, ended }, entriesMax);
      }
      if (owner && !revocations.has(account)) remember(revocations, account, owner.revocation, entriesMax);
      return over(id, sessions.get(id) ?? opening, revocations.get(account) ?? nothingRevoked);
    }

    return {
      isEnded(id, account) {
        const session = sessions.get(id);
        if (session?.ended) return true;
        const revocation = revocations.get(account);
        return session && revocation ? over(id, session, revocation) : lookUp(id, account);
      },
      // What a row told may be newer than the event: an end and a later revocation stay.
      apply({ type, data }: Recorded<Applied>) {
        if (type === 'SessionEnded') remember(sessions, data.session, { epoch: 0, ended: true }, entriesMax);
        else if (type === 'SessionsRevoked') {
          if (data.epoch > (revocations.get(data.account)?.epoch ?? 0))
            remember(revocations, data.account, data, entriesMax);
        } else if (!sessions.has(data.session))
          remember(sessions, data.session, { epoch: data.epoch, ended: false }, entriesMax);
      },
      reset() {
        sessions.clear();
        revocations.clear();
      },
    };
  },
});

interface KnownSession {
  readonly epoch: number;
  readonly ended: boolean;
}
type KnownRevocation = Pick<Revocation, 'epoch' | 'kept'>;

/** No row yet and a token that we signed: a session opened a moment ago, in another process. */
const opening: KnownSession = { epoch: Number.MAX_SAFE_INTEGER, ended: false };
const nothingRevoked: KnownRevocation = { epoch: 0, kept: null };
