import { test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import type { EventStore } from '@touchline/kernel/ports';
import { fired } from '../run/fired.ts';
import { isCaught } from '../run/is-caught.ts';
import { sized, seeded } from '../run/plan.ts';
import { inScratch } from '../run/scratch.ts';
import { follow } from './follow.ts';
import { naivePositions } from './naive-positions.ts';

async function onStore(partitions: number, work: (store: EventStore) => Promise<void>): Promise<void> {
  await inScratch(async (folder) => {
    const engine = await embeddedEngine({ folder, partitions });
    await work(engine.events).finally(() => engine.close());
  });
}

for (const partitions of [1, 8])
  test(`INV-04: readers among ${partitions} partition(s) meet no gap and nothing late while others write`, async () => {
    const count = fired(`readers of ${partitions}`);
    const random = seeded(`readers of ${partitions}`);
    await onStore(partitions, (store) => follow(store, sized(2000, 200_000), random, count));
    count.report('reads while others wrote');
  });

test('sabotage “positions taken before the commit” does not survive the readers', () =>
  onStore(1, async (store) => {
    const random = seeded('naive positions');
    const naive = naivePositions(store, random.fork());
    await isCaught('positions taken before the commit', /a reader of partition \d+ went from/, () =>
      follow(naive, 500, random, fired('naive')),
    );
  }));
