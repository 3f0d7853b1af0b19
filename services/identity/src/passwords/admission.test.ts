import assert from 'node:assert/strict';
import { test } from 'node:test';
import { admission, busy } from './admission.ts';

/** Work that ends when it is told to. */
function works() {
  const ends: (() => void)[] = [];
  const work = () => new Promise<string>((resolve) => void ends.push(() => resolve('done')));
  return { ends, work };
}

test('so many run at once, so many wait, the rest is turned away at once', async () => {
  const gate = admission({ concurrency: 2, queueMax: 3 });
  const { ends, work } = works();
  const asked = Array.from({ length: 7 }, () => gate.run(work));
  assert.deepEqual(await Promise.all(asked.slice(5)), [busy, busy]);
  assert.equal(ends.length, 2);
  for (let done = 0; done < 5; done++) {
    (ends[done] as () => void)();
    await asked[done];
    await Promise.resolve();
  }
  assert.deepEqual(await Promise.all(asked.slice(0, 5)), Array(5).fill('done'));
});

test('never more than allowed run at once, however they come', async () => {
  const gate = admission({ concurrency: 2, queueMax: 100 });
  let running = 0;
  let most = 0;
  const come = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time++)
      await gate.run(async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => void setImmediate(resolve));
        running--;
      });
  };
  await Promise.all(Array.from({ length: 20 }, () => come(5)));
  assert.equal(most, 2);
});

test('work that throws gives its place back', async () => {
  const gate = admission({ concurrency: 1, queueMax: 0 });
  await assert.rejects(gate.run(() => Promise.reject(new Error('no memory'))));
  assert.equal(await gate.run(() => Promise.resolve('in')), 'in');
});

test('who waited too long is turned away without work, and the next in time gets the place', async () => {
  let now = 0;
  const gate = admission({ concurrency: 1, queueMax: 10, waitMsMax: 500, steady: () => now });
  const first = Promise.withResolvers<string>();
  const inside = gate.run(() => first.promise);
  const late = gate.run(() => Promise.reject(new Error('This work was not to be started.')));
  now = 400;
  const inTime = gate.run(() => Promise.resolve('in time'));
  now = 501;
  first.resolve('first');
  assert.deepEqual(await Promise.all([inside, late, inTime]), ['first', busy, 'in time']);
  assert.equal(await gate.run(() => Promise.resolve('free again')), 'free again');
});
