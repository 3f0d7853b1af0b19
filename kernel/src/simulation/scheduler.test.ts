import { deepEqual, equal, notDeepEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from './random.ts';
import { nothingElse, scheduler, type Life } from './scheduler.ts';
import { trace } from './trace.ts';

const life = (): Life => ({ name: 'life', alive: true });
const made = (seed: number) =>
  scheduler({ random: seededRandom(seed), trace: trace(), delay: { probability: 0.5, msMax: 10 } });

async function order(seed: number): Promise<number[]> {
  const time = made(seed);
  const done: number[] = [];
  for (let i = 0; i < 20; i++) time.soon(life(), 'one', () => done.push(i));
  while (await time.step());
  return done;
}

test('a seed decides the order; each task runs once', async () => {
  const first = await order(1);
  deepEqual(first, await order(1));
  notDeepEqual(first, await order(2));
  deepEqual(
    first.toSorted((a, b) => a - b),
    Array.from({ length: 20 }, (_, i) => i),
  );
});

test('timers run when their time has come, in virtual time, unless cancelled', async () => {
  const time = made(1);
  const done: string[] = [];
  time.later(life(), 'late', 5000, () => done.push(`late ${time.time()}`));
  time.later(life(), 'early', 10, () => done.push(`early ${time.time()}`));
  time.later(life(), 'never', 20, () => done.push('never'))();
  while (await time.step());
  deepEqual(done, ['early 10', 'late 5000']);
});

test('of a life that has ended nothing runs any more', async () => {
  const time = made(1);
  const killed = life();
  const done: string[] = [];
  time.later(killed, 'timer', 5, () => done.push('timer'));
  time.soon(killed, 'task', () => done.push('task'));
  void time.hop(killed, 'hop').then(() => done.push('hop'));
  killed.alive = false;
  while (await time.step());
  deepEqual(done, []);
});

test('one step runs all that follows without waiting', async () => {
  const time = made(1);
  let depth = 0;
  time.soon(life(), 'chain', () => {
    const deeper = async (): Promise<void> => {
      if (++depth < 1000) await deeper();
    };
    const last = async (): Promise<void> => {
      await deeper();
      for (let i = 0; i < 1000; i++) await Promise.resolve();
      depth++;
    };
    void last();
  });
  await time.step();
  equal(depth, 1001);
  await nothingElse();
});

test('numbers of a seed are spread evenly and stay in their bounds', () => {
  const random = seededRandom(42);
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 4000; i++) {
    const side = random.below(4);
    counts[side] = (counts[side] ?? 0) + 1;
  }
  for (let i = 0; i < 1000; i++) {
    const n = random.between(5, 7);
    ok(n >= 5 && n <= 7);
  }
  ok(counts.every((count) => count > 850 && count < 1150));
});
