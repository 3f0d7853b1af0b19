import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { add } from '../conformance/sample.ts';
import { isRefusal } from '../refusal.ts';
import type { Host } from '../runtime/index.ts';
import { followEvents, type Follow } from './follow-events.ts';
import type { SeenEvent } from './seen-event.ts';
import { tallyWorld } from './testing/tally-world.ts';

async function following(
  host: Host,
  follow: Follow,
  signal: AbortSignal,
): Promise<AsyncGenerator<SeenEvent, void>> {
  const events = await followEvents(host, follow, signal);
  if (isRefusal(events)) throw new Error(events.refusal);
  return events;
}

const amountOf = ({ data }: SeenEvent): unknown => (data as { amount?: number }).amount;

describe('follow events', () => {
  for (const partitions of [1, 8]) {
    test(`P=${partitions}: the newest, then what is written while one follows, without a gap or a repeat`, async (t) => {
      const { host, as } = await tallyWorld(t, { partitions, tallies: 3, additions: 6 });
      const abort = new AbortController();
      const seen: unknown[] = [];
      const events = await following(host, { last: 2, types: ['Added'] }, abort.signal);
      for await (const event of events) {
        seen.push(amountOf(event));
        if (seen.length < 5)
          await as('ben').does(add, { tally: `t${seen.length % 3}`, amount: 100 + seen.length });
        if (seen.length === 6) abort.abort();
      }
      assert.deepEqual(
        seen.map(Number).toSorted((a, b) => a - b),
        [5, 6, 101, 102, 103, 104],
      );
    });
  }

  test('from a time it begins in the past', async (t) => {
    const { host, clock } = await tallyWorld(t, { tallies: 1, additions: 4 });
    const abort = new AbortController();
    const seen: unknown[] = [];
    for await (const event of await following(host, { fromMs: clock.now() - 1000 }, abort.signal)) {
      if (seen.push(amountOf(event)) === 2) abort.abort();
    }
    assert.deepEqual(seen, [3, 4]);
  });

  test('from a time it begins with as many of the newest as are asked for, and tells them in their order', async (t) => {
    const { host, clock, as } = await tallyWorld(t, { tallies: 1, additions: 4 });
    const abort = new AbortController();
    const seen: unknown[] = [];
    const follow = { fromMs: clock.now() - 2000, last: 2 };
    for await (const event of await following(host, follow, abort.signal)) {
      seen.push(amountOf(event));
      if (seen.length === 2) await as('ben').does(add, { tally: 't0', amount: 9 });
      if (seen.length === 3) abort.abort();
    }
    assert.deepEqual(seen, [3, 4, 9]);
  });

  test('ends at once when it is aborted while it waits', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 0, additions: 0 });
    const abort = new AbortController();
    const next = (await following(host, {}, abort.signal)).next();
    abort.abort();
    assert.deepEqual(await next, { done: true, value: undefined });
  });
});
