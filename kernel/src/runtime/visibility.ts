import type { Clock } from '../clock.ts';
import type { Consumer } from './consumer.ts';
import type { Positions } from './dispatch.ts';

/** Holds an answer back until every view here shows what it answers. */
export interface Visibility {
  /** Resolves when all running consumers have the positions, at the latest after the bound. */
  of(positions: Positions): Promise<void>;
  /** To be called when a consumer has moved. */
  advanced(): void;
}

type EachConsumer = (visit: (consumer: Consumer) => void) => void;

interface Waiter {
  readonly positions: Positions;
  readonly untilMs: number;
  readonly resolve: () => void;
}

/**
 * In one process an answered write is visible to everyone, at once: answers wait for the projections, which run in
 * the same turn. One sweep serves all waiters, as thousands of answers a second wait for a handful of consumers.
 */
export function visibility(clock: Clock, boundMs: number, eachConsumer: EachConsumer): Visibility {
  let waiters: Waiter[] = [];
  let timed = false;
  let least: number[] = [];

  const look = (consumer: Consumer): void => {
    if (consumer.state() !== 'running') return;
    for (let partition = 0; partition < consumer.partitions; partition++) {
      const position = consumer.position(partition);
      const before = least[partition];
      if (before === undefined || position < before) least[partition] = position;
    }
  };

  /** Where the slowest running consumer of each partition stands: looked up once for all waiters, often. */
  function shown(): readonly number[] {
    least = [];
    eachConsumer(look);
    return least;
  }

  function sweep(): void {
    const reached = shown();
    const now = clock.steady();
    const rest: Waiter[] = [];
    for (const waiter of waiters) {
      if (waiter.untilMs <= now || covers(reached, waiter.positions)) waiter.resolve();
      else rest.push(waiter);
    }
    waiters = rest;
  }

  function timer(): void {
    timed = waiters.length > 0;
    if (timed)
      clock.after(boundMs, () => {
        sweep();
        timer();
      });
  }

  return {
    of(positions) {
      if (boundMs === 0 || positions.size === 0) return Promise.resolve();
      // Often it is shown already: nothing was written, or making the answer took a while. Not where others wait.
      if (waiters.length === 0 && covers(shown(), positions)) return Promise.resolve();
      return new Promise((resolve) => {
        waiters.push({ positions, untilMs: clock.steady() + boundMs, resolve });
        if (!timed) timer();
      });
    },
    advanced() {
      if (waiters.length > 0) sweep();
    },
  };
}

function covers(least: readonly number[], positions: Positions): boolean {
  for (const [partition, position] of positions) if ((least[partition] ?? Infinity) < position) return false;
  return true;
}
