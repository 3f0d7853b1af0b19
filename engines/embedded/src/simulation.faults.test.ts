import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { after, describe, it, type TestContext } from 'node:test';
import { sabotages, simulate, type Report } from '@touchline/kernel/simulation';
import { embeddedStorage } from './simulation/embedded-storage.ts';
import { openDatabases } from './simulation/open-databases.ts';
import { seedsFrom } from './simulation/seeds.ts';

const { seeds, replaying } = seedsFrom(process.env);
const chunk = 500; // A test each, so that none runs into the runner's time limit.
const sabotagedSeedsMax = 600;
const databases = openDatabases();
const make = embeddedStorage(databases);
after(() => databases.restore());

const total: Record<string, number> = {};
const sum = { worlds: 0, steps: 0, starts: 0, commands: 0, reads: 0, events: 0, virtualHours: 0 };

function count(report: Report): void {
  for (const [kind, times] of Object.entries(report.fired)) total[kind] = (total[kind] ?? 0) + times;
  sum.worlds++;
  for (const what of ['steps', 'starts', 'commands', 'reads', 'events'] as const) sum[what] += report[what];
  sum.virtualHours += report.virtualMs / 3_600_000;
}

/** What a reader needs to see the same world once more. */
function explain({ seed, findings, tail }: Report, t: TestContext): void {
  for (const line of tail) t.diagnostic(line);
  deepEqual(
    findings,
    [],
    `Seed ${seed}. Again, with its last steps: TOUCHLINE_SEED=${seed} npm test -- simulation`,
  );
}

describe('simulated worlds on the embedded engine', () => {
  for (let from = 0; from < seeds.length; from += chunk) {
    const some = seeds.slice(from, from + chunk);
    it(`whatever is killed, lost, late or twice, every promise holds: seeds ${some[0]} to ${some.at(-1)}`, async (t) => {
      for (const seed of some) {
        const report = await simulate(seed, make, { tailMax: replaying ? 400 : 0 });
        count(report);
        explain(report, t);
      }
    });
  }

  it('faults of every kind fired', { skip: replaying }, (t) => {
    t.diagnostic(JSON.stringify({ ...sum, virtualHours: Number(sum.virtualHours.toFixed(2)) }));
    t.diagnostic(JSON.stringify(total));
    for (const [kind, times] of Object.entries(total)) ok(times > 0, `${kind} never happened`);
  });

  it('the same seed is the same world to the last step, another seed is another one', async () => {
    const hashes = new Map<number, string>();
    for (const seed of seeds.slice(0, 20)) hashes.set(seed, (await simulate(seed, make)).hash);
    for (const [seed, hash] of hashes) equal((await simulate(seed, make)).hash, hash, `seed ${seed}`);
    notEqual((await simulate(-1, make)).hash, (await simulate(-2, make)).hash);
  });
});

describe('simulated worlds notice a broken promise', { skip: replaying }, () => {
  for (const sabotage of sabotages)
    it(`${sabotage} is found`, async (t) => {
      for (let seed = 1; seed <= sabotagedSeedsMax; seed++) {
        const { findings } = await simulate(seed, make, { sabotage });
        if (findings.length === 0) continue;
        t.diagnostic(`seed ${seed}: ${findings[0]}`);
        return;
      }
      ok(false, `${sabotagedSeedsMax} worlds did not notice it`);
    });
});
