import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import { Fault } from '@touchline/kernel';
import { startHost, type Host } from '@touchline/kernel/runtime';
import { fired, type Fired } from '../run/fired.ts';
import { assertViewsAreFolds } from '../run/folds.ts';
import { sized, seeded } from '../run/plan.ts';
import { inScratch } from '../run/scratch.ts';
import { damage, damages } from './damage.ts';
import { addMany, tallies } from './tallies.ts';

const partitions = 3;

async function running<T>(folder: string, work: (host: Host) => Promise<T>): Promise<T> {
  const engine = await embeddedEngine({ folder, partitions });
  try {
    const host = await startHost({ services: [tallies], engine });
    try {
      return await work(host);
    } finally {
      await host.stop();
    }
  } finally {
    await engine.close();
  }
}

/** Whether all rows were right, or reading said that the file is damaged. Nothing else may come of it. */
async function rightOrRefused(folder: string, count: Fired): Promise<boolean> {
  try {
    await running(folder, assertViewsAreFolds);
    return true;
  } catch (error) {
    if (!(error instanceof Fault && error.code === 'corrupt')) throw error;
    count('reads that named the damage');
    return false;
  }
}

test('VW35: a view file that was deleted or damaged is filled again from the log, after a clean end and after a crash', () =>
  inScratch(async (scratch) => {
    const count = fired('view files');
    const random = seeded('view files');
    const [clean, crashed] = [join(scratch, 'clean'), join(scratch, 'crashed')];
    await running(clean, async (host) => {
      await addMany(host, random, { tallyCount: 60, additions: 600 });
      await host.drain();
      cpSync(clean, crashed, { recursive: true }); // As a process leaves it that ends in the middle.
    });
    for (let round = 0; round < sized(2, 40); round++)
      for (const [before, how] of [clean, crashed].flatMap((one) =>
        damages.map((kind) => [one, kind] as const),
      )) {
        const folder = join(
          scratch,
          `${round}-${before === clean ? 'clean' : 'crashed'}-${how.replaceAll(' ', '-')}`,
        );
        cpSync(before, folder, { recursive: true });
        damage(join(folder, 'views', 'tallies.db'), how, random);
        count(how);
        const first = await rightOrRefused(folder, count);
        assert.ok(
          first || (await rightOrRefused(folder, count)),
          `${how}: not filled again at the second start`,
        );
      }
    count.report(...damages);
  }));
