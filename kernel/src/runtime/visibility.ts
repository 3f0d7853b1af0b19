import type { Clock } from '../clock.ts';
import type { Consumer } from './consumer-spec.ts';
import type { Positions } from './dispatch.ts';

/** Holds an answer back until every view here shows what it answers. */
export interface Visibility {
  /** Resolves when all running consumers have the positions, at the latest after the bound. */
  of(positions: Positions): Promise<void>;
  /** To be called when a consumer has moved. */
  advanced(): void;
}

interface Waiter {
  readonly positions: Positions;
  readonly untilMs: number;
  readonly resolve: () => void;
}

/**
 * In one process an answered write is visible to everyone, at once: answers wait for the projections, which run in
 * the same turn. One sweep serves all waiters, as thousands of answers a second wait for a handful of consumers.
 */
export function visibility(
  clock: Clock,
  boundMs: number,
  partitions: number,
  consumers: readonly (() => Consumer | undefined)[],
): Visibility {
  let waiters: Waiter[] = [];
  let timed = false;
  /** Where the slowest running consumer of each partition stood when it was last looked up. */
  const least = Array.from({ length: partitions }, () => 0);

  /** Looks again. True when a slowest one has moved: mostly it is another that did. */
  function hasMoved(): boolean {
    let moved = false;
    for (let partition = 0; partition < partitions; partition++) {
      let slowest = Infinity;
      for (const of of consumers) {
        const consumer = of();
        if (consumer?.state() !== 'running') continue;
        const position = consumer.position(partition);
        if (position < slowest) slowest = position;
      }
      if (slowest !== least[partition]) moved = true;
      least[partition] = slowest;
    }
    return moved;
  }

  function sweep(): void {
    const now = clock.steady();
    const rest: Waiter[] = [];
    for (const waiter of waiters) {
      if (waiter.untilMs <= now || covers(least, waiter.positions)) waiter.resolve();
      else rest.push(waiter);
    }
    waiters = rest;
  }

  function timer(): void {
    timed = waiters.length > 0;
    if (timed)
      clock.after(boundMs, () => {
        hasMoved();
        sweep();
        timer();
      });
  }

  return {
    of(positions) {
      if (boundMs === 0 || positions.size === 0) return Promise.resolve();
      // Often it is shown already: nothing was written, or making the answer took a while.
      if (waiters.length === 0) hasMoved();
      if (covers(least, positions)) return Promise.resolve();
      return new Promise((resolve) => {
        waiters.push({ positions, untilMs: clock.steady() + boundMs, resolve });
        if (!timed) timer();
      });
    },
    advanced() {
      if (waiters.length > 0 && hasMoved()) sweep();
    },
  };
}

function covers(least: readonly number[], positions: Positions): boolean {
  for (const [partition, position] of positions) if ((least[partition] ?? 0) < position) return false;
  return true;
}
