import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import { Fault } from '@touchline/kernel';
import { startHost, type Host } from '@touchline/kernel/runtime';
import { fired, type Fired } from '../run/fired.ts';
import { assertViewsAreFolds } from '../run/folds.ts';
import { sized, seeded } from '../run/plan.ts';
import { inScratch } from '../run/scratch.ts';
import type { Random } from '../run/random.ts';
import { addMany, tallies } from './tallies.ts';

const viewsOnly = { ...tallies, policies: [] };

async function running<T>(folder: string, work: (host: Host) => Promise<T>): Promise<T> {
  const engine = await embeddedEngine({ folder });
  try {
    const host = await startHost({ services: [viewsOnly], engine });
    return await work(host).finally(() => host.stop());
  } finally {
    await engine.close();
  }
}

const rowStarts = ['{"id":"', '{"sum":'].map((text) => Buffer.from(text));
const besideRow = 24;
const rowBytes = 90;

/** In a row, its key, or the header of either. */
function flipABit(path: string, random: Random): void {
  const bytes = readFileSync(path);
  const start = random.pick(rowStarts);
  const places: number[] = [];
  for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 1)) places.push(at);
  const at = random.pick(places) - besideRow + random.below(besideRow + rowBytes);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  writeFileSync(path, bytes);
}

/** What becomes of it. Where nothing is found, nothing may be wrong. */
async function found(host: Host, count: Fired): Promise<void> {
  let differences = 0;
  for (const view of host.runtimes.get('tallies')?.views.values() ?? []) {
    const verified = await view.verify();
    assert.ok('differences' in verified);
    differences += verified.differences;
  }
  if (differences > 0) return count('found by verify');
  await assertViewsAreFolds(host);
  count('changed no row');
}

test('VW17: a flipped bit in a row of a view file is found by verify, or by SQLite, or changes no row', () =>
  inScratch(
    async (scratch) => {
      const count = fired('flipped bits of views');
      const random = seeded('flipped bits of views');
      const [whole, folder] = [join(scratch, 'whole'), join(scratch, 'flipped')];
      await running(whole, async (host) => {
        await addMany(host, random, { tallyCount: 40, additions: 40 });
        await host.drain();
      });
      for (let i = 0; i < sized(60, 5000); i++) {
        cpSync(whole, folder, { recursive: true });
        flipABit(join(folder, 'views', 'tallies.db'), random);
        await running(folder, (host) => found(host, count)).catch((error: unknown) => {
          if (!(error instanceof Fault && error.code === 'corrupt')) throw error;
          count('found by SQLite');
        });
        rmSync(folder, { recursive: true });
      }
      count.report('found by verify', 'changed no row');
    },
    { inMemory: true },
  ));
