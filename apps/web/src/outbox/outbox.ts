import { signal } from '@preact/signals';
import { isPassing, Refused } from '../api/failure.ts';
import type { Deed, Wish, WishKind } from './wish.ts';

export interface OutboxOptions {
  readonly deeds: Readonly<Record<WishKind, Deed>>;
  /** Keeps wishes while the page is closed; shared by the tabs of the browser. */
  readonly store: {
    put(key: string, wish: Wish): Promise<void>;
    remove(key: string): Promise<void>;
    all(): Promise<readonly unknown[]>;
    clear(): Promise<void>;
  };
  readonly send: (wish: Wish) => Promise<unknown>;
  /** Only one tab sends at a time. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  readonly person: () => string | undefined;
  /** `false` when the browser knows that nothing can be sent. */
  readonly online: () => boolean;
  readonly later: (work: () => void, delayMs: number) => void;
  /** Until the person sees what was shown: sending it takes time from that. */
  readonly seen: () => Promise<void>;
}

const wishesMax = 100;
const retryMsMin = 2_000;
const retryMsMax = 60_000;

/** Sends wishes in their order, one at a time; keeps what cannot be sent now and tries again. */
export function outbox({ deeds, store, send, alone, person, online, later, seen }: OutboxOptions) {
  const wishes = signal<readonly Wish[]>([]);
  /** There are wishes and they cannot be sent now. */
  const stuck = signal(false);
  /** What may have reached the server: it can be sent again, and not be taken back any more. */
  const tried = new Set<string>();
  /** Shared with other tabs, which may settle it first. */
  const restored = new Set<string>();
  /** Being forgotten by the browser; not to be sent meanwhile. */
  const leaving = new Map<string, Promise<void>>();
  let retryMs = retryMsMin;
  let pumping: Promise<void> | undefined;
  let retryPlanned = false;
  /** How often somebody was let go: what is answered to one of them is told to nobody after. */
  let letGoBefore = 0;

  const drop = (key: string): void => void (wishes.value = wishes.value.filter((wish) => wish.key !== key));

  async function isGone({ key }: Wish): Promise<boolean> {
    if (!restored.has(key)) return false;
    return !((await store.all()) as readonly Wish[]).some((other) => other.key === key);
  }

  async function settle(wish: Wish): Promise<'settled' | 'stuck'> {
    const left = leaving.get(wish.key);
    if (left) {
      await left;
      return 'settled';
    }
    if (await isGone(wish)) {
      drop(wish.key);
      deeds[wish.kind].elsewhere(wish);
      return 'settled';
    }
    tried.add(wish.key);
    const since = letGoBefore;
    try {
      const answer = await send(wish);
      if (since !== letGoBefore) return 'settled';
      drop(wish.key);
      deeds[wish.kind].done(wish, answer);
    } catch (error) {
      // The session is over: the wish waits until its person is back.
      const loggedOut = error instanceof Refused && error.problem.status === 401;
      if (isPassing(error) || loggedOut) return 'stuck';
      if (since !== letGoBefore) return 'settled';
      drop(wish.key);
      deeds[wish.kind].refused(wish, error);
    }
    tried.delete(wish.key);
    restored.delete(wish.key);
    await store.remove(wish.key);
    return 'settled';
  }

  async function forget(wish: Wish): Promise<void> {
    try {
      await store.remove(wish.key);
    } finally {
      leaving.delete(wish.key);
    }
    drop(wish.key);
    if (wishes.value.length === 0) stuck.value = false;
    deeds[wish.kind].refused(wish, undefined);
  }

  /** Whose session is lost finds it again by `restore`; the next person of this page sees nothing of it. */
  function letGo(): void {
    letGoBefore++;
    wishes.value = [];
    stuck.value = false;
  }

  async function pump(): Promise<void> {
    for (let next = wishes.value[0]; next; next = wishes.value[0]) {
      if (!online() || next.person !== person() || (await settle(next)) === 'stuck') {
        stuck.value = wishes.value.length > 0;
        if (stuck.value) planRetry();
        return;
      }
      retryMs = retryMsMin;
      stuck.value = false;
    }
    stuck.value = false;
  }

  function planRetry(): void {
    if (retryPlanned) return;
    retryPlanned = true;
    later(() => {
      retryPlanned = false;
      void flush();
    }, retryMs);
    retryMs = Math.min(retryMs * 2, retryMsMax);
  }

  /** Sends what waits; called when the connection is back, too. */
  function flush(): Promise<void> {
    pumping ??= alone(pump)
      .finally(() => (pumping = undefined))
      .then(() => {
        // Wished for while the lock was given back: it must not wait for the next occasion.
        if (wishes.value.length > 0 && !stuck.value) void flush();
      });
    return pumping;
  }

  return {
    wishes,
    stuck,
    flush,

    /** Shows the wish at once and sends it as soon as that can be. `false` when too many wait already. */
    async wish(wish: Wish): Promise<boolean> {
      if (wishes.value.length >= wishesMax) return false;
      const opposite = wishes.value.find(
        (other) => other.kind === wish.kind && other.subject === wish.subject && other.kind !== 'publish',
      );
      deeds[wish.kind].show(wish);
      wishes.value = [...wishes.value, wish];
      await store.put(wish.key, wish);
      // Given and taken back before it was sent: nobody needs to hear of it.
      if (opposite && opposite.method !== wish.method && !tried.has(opposite.key)) {
        // The last one first: it was shown on top of the other.
        await Promise.all([this.takeBack(wish.key), this.takeBack(opposite.key)]);
        return true;
      }
      void seen().then(flush);
      return true;
    },

    /**
     * Takes back a wish that was never sent; `false` when it is too late. It shows until the browser has forgotten it: who
     * sees it gone and leaves at once would find it sent by the next page.
     */
    async takeBack(key: string): Promise<boolean> {
      const wish = wishes.value.find((one) => one.key === key);
      if (!wish || tried.has(key)) return false;
      if (!leaving.has(key)) leaving.set(key, forget(wish));
      await leaving.get(key);
      return true;
    },

    /** Shows and sends what was left waiting when the page was closed. */
    async restore(): Promise<void> {
      const kept = (await store.all()) as readonly Wish[];
      const known = new Set(wishes.value.map(({ key }) => key));
      const mine = kept.filter(({ key, person: whose }) => whose === person() && !known.has(key));
      for (const wish of mine) {
        tried.add(wish.key);
        restored.add(wish.key);
        deeds[wish.kind].show(wish);
      }
      wishes.value = [...mine, ...wishes.value]
        .toSorted((a, b) => (a.at < b.at ? -1 : 1))
        .slice(0, wishesMax);
      if (wishes.value.length > 0) await flush();
    },

    letGo,

    /** After a log-out nothing of it stays. */
    async clear(): Promise<void> {
      letGo();
      await store.clear();
    },
  };
}
