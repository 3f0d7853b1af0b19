import { equal, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gathering } from './gather.ts';
import type { LogWriter } from './log-writer.ts';
import type { Batch } from './write-batch.ts';

const usualFlushMs = 8;

/** A log whose flushes take so long, batches that arrive at a time, and a clock that only flushes and naps move. */
function thread(flushMs = usualFlushMs) {
  let ms = 0;
  const coming: { readonly batch: Batch; readonly atMs: number }[] = [];
  const commit = (): void => void (ms += flushMs);
  const arrived = (): Batch | undefined =>
    (coming[0]?.atMs ?? Infinity) <= ms ? coming.shift()?.batch : undefined;
  const nap = (): void => void (ms += 0.1);
  const gather = gathering({ commit } as unknown as LogWriter, arrived, { nowMs: () => ms, nap });
  return {
    nowMs: () => ms,
    send: (requests: number, inMs = 0): void =>
      void coming.push({ batch: { requests, fields: [] }, atMs: ms + inMs }),
    /** How many requests share a transaction that begins with so many. */
    transaction(first: number): number {
      let requests = first;
      for (let batch = gather.next(requests); batch; batch = gather.next(requests))
        requests += batch.requests;
      gather.log.commit(requests);
      return requests;
    },
  };
}

describe('ES8: what shares a flush', () => {
  test('is what has come meanwhile', () => {
    const { send, transaction } = thread();
    send(3);
    send(4);
    equal(transaction(1), 8);
  });

  test('is also what came together lately, as soon as it is back', () => {
    const { nowMs, send, transaction } = thread();
    for (let round = 0; round < 10; round++) {
      send(32, 0.3);
      send(32, 1);
      const beganMs = nowMs();
      // At first nobody knows.
      equal(transaction(32), round === 0 ? 32 : 96);
      if (round === 0) transaction(32);
      else ok(nowMs() - beganMs - usualFlushMs < 1.2, `waited ${nowMs() - beganMs - usualFlushMs} ms`);
    }
  });

  test('is waited for half as long as a flush takes, and no longer once fewer come', () => {
    const { nowMs, transaction } = thread();
    for (let round = 0; round < 20; round++) transaction(100);
    const waits = Array.from({ length: 20 }, () => {
      const beganMs = nowMs();
      equal(transaction(1), 1);
      return nowMs() - beganMs - usualFlushMs;
    });
    ok(waits[0]! > 0 && waits[0]! < usualFlushMs / 2 + 0.2, `waited ${waits[0]} ms`);
    equal(waits.at(-1), 0);
  });

  test('is not waited for where less than a batch is missing: that is not sent before this flush is over', () => {
    const { nowMs, transaction } = thread();
    for (let round = 0; round < 5; round++) transaction(30);
    const beganMs = nowMs();
    equal(transaction(1), 1);
    equal(nowMs() - beganMs, usualFlushMs);
  });

  test('is waited for no longer than it may be, however long a flush took', () => {
    const { nowMs, transaction } = thread(10_000);
    for (let round = 0; round < 5; round++) transaction(100);
    const beganMs = nowMs();
    transaction(1);
    ok(nowMs() - beganMs - 10_000 < 6, `waited ${nowMs() - beganMs - 10_000} ms`);
  });

  test('is one request where requests come one after the other: none waits', () => {
    const { nowMs, transaction } = thread();
    for (let round = 1; round <= 5; round++) {
      equal(transaction(1), 1);
      equal(nowMs(), round * usualFlushMs);
    }
  });
});
