import { equal, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { underWay } from './under-way.ts';

test('HT23: none is under way once all have ended, and at once where none has begun', async () => {
  const answering = underWay();
  answering.begun();
  answering.begun();
  let isOver = false;
  const over = answering.none().then(() => (isOver = true));
  answering.ended();
  await new Promise(setImmediate);
  equal(isOver, false);
  answering.ended();
  await over;
  await underWay().none();
});

test('HT23: an answered request is let go of, and not kept until the next full collection', async () => {
  const worker = new Worker(new URL('./testing/left-behind.worker.ts', import.meta.url));
  const [bytes] = (await once(worker, 'message')) as [number];
  ok(bytes < 40, `Each request left ${bytes.toFixed(0)} bytes behind.`);
});
