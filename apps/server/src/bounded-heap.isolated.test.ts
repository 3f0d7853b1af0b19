import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

/** The highest heap, in multiples of what stays alive in it, while objects come and live on for a while. */
function highest(bounded: boolean): number {
  const module = new URL('./bounded-heap.ts', import.meta.url).href;
  const script = `
    const { boundHeap } = await import(${JSON.stringify(module)});
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
    console.log(most / least);`;
  const args = ['--expose-gc', '--input-type=module', '--eval', script];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

test('a heap is collected well before it is as large as it would be if left alone', () => {
  const [bounded, free] = [highest(true), highest(false)];
  assert.ok(
    bounded < free * 0.7,
    `bounded it grew to ${bounded.toFixed(2)} times what was alive, else ${free.toFixed(2)}`,
  );
});
