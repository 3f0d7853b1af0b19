import type { Service } from '../service.ts';
import { world, type World } from '../testing/world.ts';
import { fill, inWorld, type MakeEngine } from './runtime-fixture.ts';
import { tallies } from './sample.ts';

/** Runs two processes on one storage that both have seen some tallies; nothing where an engine is a process's own. */
export const inTwo = (
  make: MakeEngine,
  partitions: number,
  work: (one: World, other: World) => Promise<void>,
  { service = tallies, tallyCount = 5 }: { readonly service?: Service; readonly tallyCount?: number } = {},
): Promise<void> =>
  inWorld(
    make,
    partitions,
    async (one, { beside }) => {
      if (!beside) return;
      const engine = await beside();
      const filled = (): Promise<unknown> => fill(one, tallyCount, 10 * tallyCount);
      // A service that is new beside the first finds the log as it is.
      if (service !== tallies) await filled();
      const other = await world([service], engine, { visibleMaxMs: 0 });
      try {
        if (service === tallies) await filled();
        for (const each of [one, other]) await each.drained();
        await work(one, other);
      } finally {
        await other.host.stop();
        await engine.close();
      }
    },
    { visibleMaxMs: 0 },
  );
