import { signal } from '@preact/signals';
import { call, onUnauthenticated, positions, send } from './call.ts';
import { Refused } from './failure.ts';
import { paths } from './paths.ts';
import type { Me, Session } from './shapes.ts';

/** Who is logged in, as far as this page knows. The proof is a cookie that no script can read. */
export type Member = Pick<Me, 'id' | 'handle' | 'name'>;

const remembered = 'touchline.member';

function recall(): Member | null {
  try {
    const text = localStorage.getItem(remembered);
    return text === null ? null : (JSON.parse(text) as Member);
  } catch {
    return null;
  }
}

export const member = signal<Member | null>(recall());
/** The session ended without being asked to: say so once, where the reader logs in again. */
export const sessionLost = signal(false);

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

export async function signUp(account: NewAccount): Promise<void> {
  await send('POST', paths.accounts, { body: account, key: crypto.randomUUID() });
  await logIn(account.handle, account.password);
}

export async function logIn(login: string, password: string): Promise<void> {
  await send('POST', paths.sessions, {
    body: { login, password, session: 'cookie' },
    key: crypto.randomUUID(),
  });
  await readMe();
  sessionLost.value = false;
}

/** Asks the server who we are. */
export async function readMe(): Promise<void> {
  const { id, handle, name } = await call<Me>('GET', paths.me);
  const known = member.value;
  if (known?.id !== id || known.handle !== handle || known.name !== name) setMember({ id, handle, name });
}

/** Ends this browser's session at the server. What is kept of it here is forgotten by `forgetMember`. */
export async function endSession(): Promise<void> {
  const { items } = await call<{ items: readonly Session[] }>('GET', `${paths.sessions}?limit=100`);
  const current = items.find((session) => session.current);
  if (current) await call('DELETE', paths.session(current.id));
}

const forgetting = new Set<() => void | Promise<void>>();

/** What must not stay in this browser after the log-out registers how to be forgotten. */
export const whenForgotten = (forget: () => void | Promise<void>): void => void forgetting.add(forget);

export async function forgetMember(): Promise<void> {
  positions.forget();
  for (const forget of forgetting) await forget();
  setMember(null);
}

let renewing: Promise<boolean> | undefined;

async function renewOnce(): Promise<boolean> {
  if (!member.value) return false;
  try {
    await send('POST', paths.refresh, { body: { session: 'cookie' }, key: crypto.randomUUID() });
    return true;
  } catch (error) {
    if (!(error instanceof Refused) || error.problem.status !== 401) return false;
    sessionLost.value = true;
    await forgetMember();
    return false;
  }
}

/** One at a time over all tabs: a refresh token is good for one use. */
export function keepSessionFresh(): void {
  onUnauthenticated(() => {
    renewing ??= navigator.locks.request('touchline.renew', renewOnce).finally(() => (renewing = undefined));
    return renewing;
  });
}
