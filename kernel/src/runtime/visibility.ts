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

interface Waiter {
  readonly positions: Positions;
  readonly untilMs: number;
  readonly resolve: () => void;
}

/**
 * In one process an answered write is visible to everyone, at once: answers wait for the projections, which run in
 * the same turn. One sweep serves all waiters, as thousands of answers a second wait for a handful of consumers.
 */
export function visibility(clock: Clock, boundMs: number, consumers: () => readonly Consumer[]): Visibility {
  let waiters: Waiter[] = [];
  let timed = false;

  function sweep(): void {
    const running = consumers().filter((consumer) => consumer.state() === 'running');
    const now = clock.steady();
    const seen = ({ positions }: Waiter): boolean => {
      for (const [partition, position] of positions)
        for (const consumer of running) if (!consumer.has(partition, position)) return false;
      return true;
    };
    const rest: Waiter[] = [];
    for (const waiter of waiters) {
      if (waiter.untilMs <= now || seen(waiter)) waiter.resolve();
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
