import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

const module = JSON.stringify(new URL('./bounded-heap.ts', import.meta.url).href);

/** The number that a script tells in a process of its own. */
const told = (script: string): number =>
  Number(
    execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '--eval', script], {
      encoding: 'utf8',
    }),
  );

/** The highest heap, in multiples of what stays alive in it, while objects come and live on for a while. */
function highest(bounded: boolean): number {
  return told(`
    const { boundHeap } = await import(${module});
    ${bounded ? 'boundHeap();' : ''}
    const made = (n) => Array.from({ length: 10_000 }, (_, i) => ({ n, i, text: String(n * i) }));
    const alive = Array.from({ length: 150 }, (_, n) => made(n));
    globalThis.gc();
    const least = process.memoryUsage().heapUsed;
    let most = 0;
    for (let n = 0; n < 900; n++) {
      await new Promise((resolve) => setImmediate(resolve));
      alive[n % alive.length] = made(n);
      most = Math.max(most, process.memoryUsage().heapUsed);
    }
    console.log(most / least);`);
}

test('a heap is collected well before it is as large as it would be if left alone', () => {
  const [bounded, free] = [highest(true), highest(false)];
  assert.ok(
    bounded < free * 0.7,
    `bounded it grew to ${bounded.toFixed(2)} times what was alive, else ${free.toFixed(2)}`,
  );
});

test('what a start made the young generation grow to is given back', () => {
  const share = told(`
    import { getHeapSpaceStatistics } from 'node:v8';
    const { giveBackAfterStart } = await import(${module});
    const young = () => getHeapSpaceStatistics().find((one) => one.space_name === 'new_space').space_size;
    let alive = [];
    for (let n = 0; n < 2e6; n++) {
      if (n % 2e5 === 0) alive = [];
      alive.push({ n });
    }
    const before = young();
    giveBackAfterStart({ after: (ms, action) => action() });
    console.log(young() / before);`);
  assert.ok(share < 0.5, `${share.toFixed(2)} of it are left`);
});
