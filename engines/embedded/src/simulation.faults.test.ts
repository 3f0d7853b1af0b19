import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { sabotages, type Report } from '@touchline/kernel/simulation';
import { seedsFrom } from './simulation/seeds.ts';
import { simulateAll } from './simulation/simulate-all.ts';

const { seeds, replaying } = seedsFrom(process.env);
const chunk = 200; // A test each, so that none runs into the runner's time limit.
const sabotagedSeedsMax = 600;

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
      const failed: Report[] = [];
      await simulateAll(
        some.map((seed) => ({ seed, tailMax: replaying ? 400 : 0 })),
        (report) => {
          count(report);
          if (replaying || report.findings.length > 0) failed.push(report);
          return failed.length === 0;
        },
      );
      for (const report of failed) explain(report, t);
    });
  }

  it('faults of every kind fired', { skip: replaying }, (t) => {
    t.diagnostic(JSON.stringify({ ...sum, virtualHours: Number(sum.virtualHours.toFixed(2)) }));
    t.diagnostic(JSON.stringify(total));
    for (const [kind, times] of Object.entries(total)) ok(times > 0, `${kind} never happened`);
  });

  it('the same seed is the same world to the last step, another seed is another one', async () => {
    const some = seeds.slice(0, 20);
    const hashes = new Map<number, string>();
    await simulateAll(
      [...some, ...some].map((seed) => ({ seed })),
      ({ seed, hash }) => {
        equal(hash, hashes.get(seed) ?? hash, `seed ${seed}`);
        hashes.set(seed, hash);
        return true;
      },
    );
    equal(new Set(hashes.values()).size, hashes.size);
    notEqual(hashes.size, 0);
  });
});

describe('simulated worlds notice a broken promise', { skip: replaying }, () => {
  for (const sabotage of sabotages)
    it(`${sabotage} is found`, async (t) => {
      const found: Report[] = [];
      const worlds = Array.from({ length: sabotagedSeedsMax }, (_, i) => ({ seed: i + 1, sabotage }));
      await simulateAll(worlds, (report) => {
        if (report.findings.length > 0) found.push(report);
        return found.length === 0;
      });
      ok(found[0], `${sabotagedSeedsMax} worlds did not notice it`);
      t.diagnostic(`seed ${found[0].seed}: ${found[0].findings[0]}`);
    });
});
