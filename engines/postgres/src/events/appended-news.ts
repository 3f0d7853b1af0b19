import type { Clock } from '@touchline/kernel';
import type { Came, WakeUps } from '@touchline/kernel/ports';
import { catchUpMax, type RecentEvents } from './recent-events.ts';
import type { SafeHeads } from './safe-heads.ts';

type Listener = (partition: number, came?: Came) => void;

export interface AppendedNews {
  /** Whether anyone listens: else nothing need be kept for them. */
  heard(): boolean;
  listen(listener: Listener): () => void;
  /** What this process has just written. */
  own(came: ReadonlyMap<number, Came>): void;
  stop(): void;
}

const topic = 'appended';
/** What other processes appended is looked for so often: soon after something was found untold, else seldom. */
const pollMinMs = 5;
const pollMaxMs = 250;

/** ES13: tells listeners what was appended, here or elsewhere. */
export function appendedNews(
  heads: SafeHeads,
  recent: RecentEvents,
  clock: Pick<Clock, 'after' | 'steady'>,
  wakeUps?: WakeUps,
): AppendedNews {
  const listeners = new Set<Listener>();
  const told = [...heads.all()];
  let pauseMs = pollMinMs;
  let cancel: (() => void) | undefined;
  let stopped = false;
  /** What was told while a look was on its way may have come after it. */
  let hinted = false;
  const wasHinted = (): boolean => hinted;
  let looking = false;

  const tell = (partition: number, came?: Came): void => {
    for (const listener of listeners) listener(partition, came);
  };

  async function look(wasTold: boolean): Promise<void> {
    let found = false;
    await heads.refresh();
    for (const [partition, head] of heads.all().entries()) {
      if (head <= (told[partition] as number)) continue;
      found = true;
      await recent.catchUp(partition, head);
      const after = told[partition] as number;
      const events = head > after ? recent.slice(partition, after, catchUpMax)?.events : [];
      // What came in the meantime is told with the next look.
      told[partition] = Math.max(after, events?.at(-1)?.position ?? head);
      const [first] = events ?? [];
      if (first && events)
        tell(partition, {
          after: first.position - 1,
          upTo: events.at(-1)?.position ?? 0,
          types: new Set(events.map(({ type }) => type)),
        });
      else tell(partition);
    }
    // Where hints come, they do for what follows, too.
    if (wasTold) pauseMs = pollMaxMs;
    else pauseMs = found ? pollMinMs : Math.min(pollMaxMs, pauseMs * 2);
  }

  function poll(): void {
    if (stopped || cancel || listeners.size === 0) return;
    cancel = clock.after(pauseMs, () => void again());
  }

  async function again(): Promise<void> {
    looking = true;
    try {
      do {
        const wasTold = hinted;
        hinted = false;
        await look(wasTold);
      } while (wasHinted());
    } catch {
      // A database that does not answer now is asked again later; who needs it meanwhile hears of it directly.
      pauseMs = pollMaxMs;
    }
    looking = false;
    cancel = undefined;
    poll();
  }

  /** Another process says that it has appended: that is no reason to believe it, and one to look. */
  const unsubscribe = wakeUps?.listen(topic, () => {
    hinted = true;
    if (looking || stopped || listeners.size === 0) return;
    cancel?.();
    cancel = () => {};
    void again();
  });

  return {
    heard: () => listeners.size > 0,
    listen(listener) {
      listeners.add(listener);
      poll();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        cancel?.();
        cancel = undefined;
      };
    },
    own(came) {
      for (const [partition, one] of came) {
        // With others' events between, they are told of by the next look.
        if (told[partition] === one.after) told[partition] = one.upTo;
        tell(partition, one);
      }
      if (came.size > 0) wakeUps?.tell(topic, '');
    },
    stop() {
      unsubscribe?.();
      stopped = true;
      cancel?.();
    },
  };
}
