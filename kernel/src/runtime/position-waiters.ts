import type { Clock } from '../clock.ts';

interface Waiter {
  readonly partition: number;
  readonly position: number;
  readonly resolve: (reached: boolean) => void;
}

/** Those who wait until cursors have reached a position. */
export interface PositionWaiters {
  any(): boolean;
  /** Resolves true when the cursor is there, false when the time is over or nothing more comes. */
  reached(partition: number, position: number, timeoutMs: number): Promise<boolean>;
  /** To be called when cursors have moved. */
  settle(): void;
  /** Nothing more comes. */
  end(): void;
}

/** `onWait` is called when somebody begins to wait. */
export function positionWaiters(
  cursors: readonly number[],
  clock: Clock,
  onWait: () => void,
): PositionWaiters {
  let waiters: Waiter[] = [];
  return {
    any: () => waiters.length > 0,
    reached(partition, position, timeoutMs) {
      if ((cursors[partition] ?? 0) >= position) return Promise.resolve(true);
      return new Promise((resolve) => {
        const cancel = clock.after(timeoutMs, () => {
          waiters = waiters.filter((one) => one !== waiter);
          resolve(false);
        });
        const waiter: Waiter = {
          partition,
          position,
          resolve: (reached) => {
            cancel();
            resolve(reached);
          },
        };
        waiters.push(waiter);
        onWait();
      });
    },
    settle() {
      if (waiters.length === 0) return;
      const rest: Waiter[] = [];
      for (const waiter of waiters) {
        if ((cursors[waiter.partition] ?? 0) >= waiter.position) waiter.resolve(true);
        else rest.push(waiter);
      }
      waiters = rest;
    },
    end() {
      for (const waiter of waiters) waiter.resolve(false);
      waiters = [];
    },
  };
}
