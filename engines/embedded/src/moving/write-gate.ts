import { Fault, type Clock } from '@touchline/kernel';
import type { AppendRequest, Engine } from '@touchline/kernel/ports';

type Held = Pick<Engine, 'events' | 'keys' | 'queue' | 'ledger'>;

export interface WriteGate extends Held {
  /** Resolves when nothing more is written until it is given back. */
  hold(): Promise<() => void>;
}

/** Answered in the order of commit, and writes nothing. */
const lastInLine: AppendRequest = {
  appends: [{ stream: '-', partitionKey: '-', expected: 'any', events: [] }],
  at: 0,
  actor: null,
  meta: null,
};

/** The stores of an engine, whose writes can be held for a moment: reads go on. */
export function writeGate({ events, keys, queue, ledger }: Held, clock: Pick<Clock, 'turn'>): WriteGate {
  let held = 0;
  const unlessHeld = (): void => {
    if (held > 0)
      throw new Fault('read-only', 'This community is being moved: it takes no writes for a moment.');
  };
  const gated =
    <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      unlessHeld();
      return write(...args);
    };
  return {
    events: {
      ...events,
      append: (request) => (held > 0 ? gated(events.append)(request) : events.append(request)),
    },
    keys: {
      ...keys,
      ensure(person) {
        if (keys.key(person) === undefined) unlessHeld();
        return keys.ensure(person);
      },
      destroy: gated(keys.destroy),
    },
    queue: {
      ...queue,
      put: gated(queue.put),
      // Whoever looks for work finds none.
      take: async (limit, visibilityMs) => (held > 0 ? [] : queue.take(limit, visibilityMs)),
      done: gated(queue.done),
      failed: gated(queue.failed),
      retry: gated(queue.retry),
      discard: gated(queue.discard),
    },
    ledger: {
      ...ledger,
      commit: gated(ledger.commit),
      resetCursors: gated(ledger.resetCursors),
      putDocument: gated(ledger.putDocument),
    },
    async hold() {
      held++;
      let isHeld = true;
      const giveBack = (): void => {
        if (isHeld) held--;
        isHeld = false;
      };
      try {
        // What was let in before comes to its end: each store does its writes in the order they came.
        await events.append(lastInLine);
        await queue.discard('');
        await clock.turn();
        return giveBack;
      } catch (error) {
        giveBack();
        throw error;
      }
    },
  };
}
