import type { MoveSource, MoveTarget } from '@touchline/kernel/moving';

/** Thrown by everything that a process would still do once it is dead. */
export class Died extends Error {}

/**
 * Sides of a move in a process that dies at its n-th step: before it is done, or after it was done and before anyone
 * heard of it. From then on nothing that it tries happens.
 */
export function mortal(
  source: MoveSource,
  target: MoveTarget,
  dies: { readonly at: number; readonly after: boolean },
) {
  let steps = 0;
  async function step<T>(work: () => Promise<T>): Promise<T> {
    steps++;
    if (steps > dies.at || (steps === dies.at && !dies.after)) throw new Died(`Died at step ${dies.at}.`);
    const result = await work();
    if (steps >= dies.at) throw new Died(`Died behind step ${dies.at}.`);
    return result;
  }
  const dyingSource: MoveSource = {
    ...source,
    async hold() {
      const hold = await step(() => source.hold());
      return {
        release: () => step(() => hold.release()),
        close: (mark) => step(() => hold.close(mark)),
      };
    },
  };
  const dyingTarget: MoveTarget = {
    ...target,
    async begin(mark, partitions) {
      const { log, shelves, finish } = await step(() => target.begin(mark, partitions));
      return {
        log: { ...log, append: (...args) => step(() => log.append(...args)) },
        shelves: { ...shelves, change: (...args) => step(() => shelves.change(...args)) },
        finish: () => step(finish),
      };
    },
  };
  return { source: dyingSource, target: dyingTarget, steps: () => steps };
}
