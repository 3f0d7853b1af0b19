import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import { manualClock } from '@touchline/kernel/testing';
import { startHost, type Host } from '@touchline/kernel/runtime';
import { fired, type Fired } from '../run/fired.ts';
import { assertViewsAreFolds, wholeLog } from '../run/folds.ts';
import { sized, seeded } from '../run/plan.ts';
import type { Random } from '../run/random.ts';
import { inScratch } from '../run/scratch.ts';
import { failingViews } from './failing-views.ts';
import { addMany, poison, tallies, tallyPage } from './tallies.ts';

const additions = sized(1000, 100_000);
const tallyCount = sized(100, 5000);

async function poisoned(
  random: Random,
  count: Fired,
  fails: () => boolean,
  work: (host: Host) => Promise<void>,
): Promise<void> {
  await inScratch(async (folder) => {
    const engine = await embeddedEngine({ folder: join(folder, 'data'), partitions: 3 });
    const clock = manualClock();
    let running = false;
    const views = failingViews(engine, () => running && fails());
    const host = await startHost({ services: [tallies], engine: views, clock });
    running = true;
    try {
      poison.on = true;
      const amount = (): number => {
        if (!random.chance(0.01)) return 1 + random.below(9);
        count('poison events');
        return 666;
      };
      await addMany(host, random, { tallyCount, additions, amount });
      await host.drain();
      await work(host);
    } finally {
      poison.on = false;
      await host.stop();
      await engine.close();
    }
  });
}

/** Of each stream, what stands from its first poison event on. */
async function behindPoison(host: Host): Promise<Set<string>> {
  const spoilt = new Set<string>();
  const parked = new Set<string>();
  for (const event of await wholeLog(host)) {
    if (!tallyPage.reads.some(({ type }) => type === event.type)) continue;
    if ((event.data as { amount?: number }).amount === 666) spoilt.add(event.stream);
    if (spoilt.has(event.stream)) parked.add(`${event.partition}.${event.position}`);
  }
  return parked;
}

async function assertOnlyPoisonParked(host: Host): Promise<void> {
  const parked = (await host.runtimes.get('tallies')?.store.parked()) ?? [];
  const places = parked.map(({ partition, position }) => `${partition}.${position}`);
  assert.deepEqual(
    new Set(places),
    await behindPoison(host),
    'parked is what stands behind poison, and nothing else',
  );
}

async function assertHealed(host: Host): Promise<void> {
  poison.on = false;
  const { left } = await host.retryParked('tallies', { view: 'tally-page' });
  assert.equal(left, 0);
  await assertViewsAreFolds(host);
}

test('SU6: one event in a hundred that a view cannot fold parks its own sequence alone, and goes through once mended', async () => {
  const count = fired('poison');
  await poisoned(
    seeded('poison'),
    count,
    () => false,
    async (host) => {
      await assertOnlyPoisonParked(host);
      await assertHealed(host);
    },
  );
  count.report('poison events');
});

test('SU2: poison and commits that find no space together: no event is folded twice', async () => {
  const count = fired('poison and no space');
  const random = seeded('poison and no space');
  const chance = random.fork();
  let mended = false;
  const fails = (): boolean => {
    const failing = !mended && chance.chance(0.05);
    if (failing) count('commits without space');
    return failing;
  };
  await poisoned(random, count, fails, async (host) => {
    await assertOnlyPoisonParked(host);
    mended = true;
    await assertHealed(host);
  });
  count.report('poison events', 'commits without space');
});
