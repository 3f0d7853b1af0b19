import type { Clock } from '@touchline/kernel';
import type { Came } from '@touchline/kernel/ports';
import type { RecentEvents } from './recent-events.ts';
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

/** Other processes are asked after so often: soon after there was something, seldom when there was nothing for long. */
const pollMinMs = 5;
const pollMaxMs = 250;

/** ES13: tells listeners what was appended, here or elsewhere. */
export function appendedNews(
  heads: SafeHeads,
  recent: RecentEvents,
  clock: Pick<Clock, 'after' | 'steady'>,
): AppendedNews {
  const listeners = new Set<Listener>();
  const told = [...heads.all()];
  let pauseMs = pollMinMs;
  let cancel: (() => void) | undefined;
  let stopped = false;

  const tell = (partition: number, came?: Came): void => {
    for (const listener of listeners) listener(partition, came);
  };

  async function look(): Promise<void> {
    let found = false;
    await heads.refresh();
    for (const [partition, head] of heads.all().entries()) {
      if (head <= (told[partition] as number)) continue;
      found = true;
      const events = await recent.catchUp(partition, head);
      told[partition] = Math.max(head, told[partition] as number);
      const [first] = events ?? [];
      if (first && events)
        tell(partition, {
          after: first.position - 1,
          upTo: events.at(-1)?.position ?? 0,
          types: new Set(events.map(({ type }) => type)),
        });
      else tell(partition);
    }
    pauseMs = found ? pollMinMs : Math.min(pollMaxMs, pauseMs * 2);
  }

  function poll(): void {
    if (stopped || cancel || listeners.size === 0) return;
    cancel = clock.after(pauseMs, () => void again());
  }

  async function again(): Promise<void> {
    try {
      await look();
    } catch {
      // A database that does not answer now is asked again later; who needs it meanwhile hears of it directly.
      pauseMs = pollMaxMs;
    }
    cancel = undefined;
    poll();
  }

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
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
