import { signal } from '@preact/signals';
import { call, onUnauthenticated, positions, send } from './call.ts';
import { Refused } from './failure.ts';
import { paths } from './paths.ts';
import type { Me } from './shapes.ts';
import { requestKey } from './request-key.ts';

/** Who is logged in, as far as this page knows. The proof is a cookie that no script can read. */
export type Member = Pick<Me, 'id' | 'handle' | 'name'> & Partial<Pick<Me, 'roles'>>;

const remembered = 'touchline.member';
const lost = 'touchline.lost';

function recall(): Member | null {
  try {
    const text = localStorage.getItem(remembered);
    return text === null ? null : (JSON.parse(text) as Member);
  } catch {
    return null;
  }
}

export const member = signal<Member | null>(recall());
/** The session ended without being asked to: said in every tab until the reader logs in again or has read it. */
export const sessionLost = signal(wasLost());

function wasLost(): boolean {
  try {
    return localStorage.getItem(lost) !== null;
  } catch {
    return false;
  }
}

export function noteLost(to: boolean): void {
  sessionLost.value = to;
  try {
    if (to) localStorage.setItem(lost, '1');
    else localStorage.removeItem(lost);
  } catch {
    // Without storage it is said in this tab only.
  }
}

export function setMember(to: Member | null): void {
  member.value = to;
  try {
    if (to) localStorage.setItem(remembered, JSON.stringify(to));
    else localStorage.removeItem(remembered);
  } catch {
    // Without storage the page asks again at its next start.
  }
}

export interface NewAccount {
  readonly handle: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** With the same key again it goes on where it was cut short: the account may be there. */
export async function signUp(account: NewAccount, key: string): Promise<void> {
  await send('POST', paths.accounts, { body: account, key });
  await logIn(account.handle, account.password);
}

export async function logIn(login: string, password: string): Promise<void> {
  await send('POST', paths.sessions, {
    body: { login, password },
    key: requestKey(),
    session: true,
  });
  await readMe();
  noteLost(false);
}

/**
 * Logging out is under way here. That the session ends is no loss then, and nothing may cut the forgetting short: not
 * another tab that heard of the end sooner, nor the live stream of this one.
 */
const leaving = { now: false };
const isLeaving = (): boolean => leaving.now;
/** Kept for the other tabs: of a session that one of them ends, none says that it was lost. */
const leavingSince = 'touchline.leaving';
const leavingMsMax = 10_000;

function isAnyTabLeaving(): boolean {
  try {
    return isLeaving() || Date.now() - Number(localStorage.getItem(leavingSince) ?? 0) < leavingMsMax;
  } catch {
    return isLeaving();
  }
}

function tellLeaving(now: boolean): void {
  leaving.now = now;
  try {
    if (now) localStorage.setItem(leavingSince, String(Date.now()));
    else localStorage.removeItem(leavingSince);
  } catch {
    // Without storage no other tab shares the session.
  }
}

/** Another tab logged out, or in as somebody else: this one begins anew, so that nothing of the one before stays in it. */
export function followOtherTabs(): void {
  addEventListener('storage', ({ key }) => {
    const me = member.value;
    if (key === lost) sessionLost.value = wasLost();
    if ((key === remembered || key === null) && me && !isLeaving() && recall()?.id !== me.id)
      location.reload();
  });
}

/** Asks the server who we are. */
export async function readMe(): Promise<void> {
  const { id, handle, name, roles } = await call<Me>('GET', paths.me);
  const read: Member = { id, handle, name, roles };
  if (JSON.stringify(member.value) !== JSON.stringify(read)) setMember(read);
}

type Forget = () => void | Promise<void>;
const forgetting: { readonly forget: Forget; readonly unsent: boolean }[] = [];

/** What must not stay in this browser after the log-out registers how to be forgotten. */
export function whenForgotten(forget: Forget, { unsent = false } = {}): void {
  forgetting.push({ forget, unsent });
}

/** Forgets who was here. After a session that was lost, what they had not sent waits for them. */
async function forgetMember({ keepUnsent = false } = {}): Promise<void> {
  positions.forget();
  for (const { forget, unsent } of forgetting) if (!unsent || !keepUnsent) await forget();
  setMember(null);
}

const isOver = (error: unknown): boolean => error instanceof Refused && error.problem.status === 401;

/** One at a time over all tabs, as a refresh token is good for one use. */
const alone = <Result>(work: () => Promise<Result>): Promise<Result> =>
  navigator.locks.request('touchline.renew', work);

const refresh = (): Promise<void> => send('POST', paths.refresh, { key: requestKey(), session: true });

async function endSession(): Promise<void> {
  const end = (): Promise<void> => send('DELETE', paths.currentSession, { key: requestKey() });
  try {
    await end();
  } catch (error) {
    if (!isOver(error)) throw error;
    // The access cookie may have run out. The session has not, and is renewed to be ended.
    await alone(refresh);
    await end();
  }
}

/** Ends this browser's session, then forgets all that is kept here. Without an answer nothing is ended or forgotten. */
export async function leave(): Promise<void> {
  tellLeaving(true);
  try {
    await endSession().catch((error: unknown) => {
      // A session that is over anyway needs no ending.
      if (!isOver(error)) throw error;
    });
    await forgetMember();
  } finally {
    tellLeaving(false);
  }
}

let renewing: Promise<boolean> | undefined;

async function renewOnce(): Promise<boolean> {
  if (isAnyTabLeaving()) return false;
  const isKnown = member.value !== null;
  try {
    await refresh();
    // Browsers let go of what pages store sooner than of cookies.
    if (!isKnown) readMe().catch(() => {});
    return true;
  } catch (error) {
    // Logging out may have begun while the answer was on its way.
    if (isAnyTabLeaving()) return false;
    if (!isOver(error)) throw error;
    // The answer has taken the cookies away: without them a visitor is answered.
    if (!isKnown) return true;
    noteLost(true);
    await forgetMember({ keepUnsent: true });
    return false;
  }
}

/** Gets new cookies, or has old ones taken away from a visitor; whether it is worth asking again. Throws where that is not known. */
export function renewSession(): Promise<boolean> {
  renewing ??= alone(renewOnce).finally(() => (renewing = undefined));
  return renewing;
}

export const keepSessionFresh = (): void => onUnauthenticated(renewSession);
