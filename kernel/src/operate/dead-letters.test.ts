import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { add } from '../conformance/sample.ts';
import { isRefusal } from '../refusal.ts';
import type { World } from '../testing/world.ts';
import { deadLetterId, deadLetterPlace } from './dead-letter-id.ts';
import { deadLetters, retryDeadLetters, skipDeadLetter } from './dead-letters.ts';
import { poisoned, tallyWorld } from './testing/tally-world.ts';

/** Tally t0 stands at -899; a poisonous 666 and a good 5 behind it wait. */
async function stuckWorld(t: TestContext): Promise<World> {
  const inside = await tallyWorld(t, { tallies: 2, additions: 1 });
  await inside.as('ben').does(add, { tally: 't0', amount: -900 });
  await poisoned(async () => {
    await inside.as('ben').does(add, { tally: 't0', amount: 666 });
    await inside.as('ben').does(add, { tally: 't0', amount: 5 });
  });
  return inside;
}

/** As if so many more events had followed the stuck ones aside. */
async function parkBehind({ host }: World, count: number): Promise<void> {
  const store = host.runtimes.get('tallies')!.store;
  const [, behind] = await store.parked();
  const { position, ...one } = behind!;
  const park = Array.from({ length: count }, (_, i) => ({ ...one, position: position + 1 + i }));
  await store.commit({ consumer: one.consumer, changes: [], park });
}

const sumOf = async ({ host }: World): Promise<unknown> => {
  const row = await host.runtimes.get('tallies')?.views.get('tally-page')?.reader.get('t0');
  return row && 'sum' in row ? row.sum : undefined;
};

describe('dead letters', () => {
  test('are told with their event, what went wrong, and what waits behind them', async (t) => {
    const inside = await stuckWorld(t);
    const { events } = await deadLetters(inside.host);
    assert.deepEqual(
      events.map(({ consumer, sequence, event }) => [consumer, sequence, event.data]),
      [
        ['tally-page@1.1', 'tally-t0', { amount: 666, by: 'ben' }],
        ['tally-page@1.1', 'tally-t0', { amount: 5, by: 'ben' }],
      ],
    );
    assert.match(events[0]!.error, /poison/);
    assert.deepEqual([events[1]!.error, events[0]!.id.startsWith('tallies/tally-page@1.1:0.')], ['', true]);
  });

  test('tried again once the cause is gone, the whole sequence goes through in order', async (t) => {
    const inside = await stuckWorld(t);
    const { events } = await deadLetters(inside.host);
    assert.deepEqual(await retryDeadLetters(inside.host, { id: events[1]!.id }), { done: 2, left: 0 });
    assert.deepEqual([await sumOf(inside), (await deadLetters(inside.host)).events], [-228, []]);
  });

  test('tried again while the cause is there, they go on waiting', async (t) => {
    const inside = await stuckWorld(t);
    assert.deepEqual(await poisoned(() => retryDeadLetters(inside.host, {})), { done: 0, left: 2 });
    assert.equal((await deadLetters(inside.host)).events[0]!.attempts, 5);
    assert.deepEqual(await retryDeadLetters(inside.host, { service: 'others' }), { done: 0, left: 0 });
  });

  test('however many wait, all of them are tried: what is left is told in full', async (t) => {
    const inside = await stuckWorld(t);
    await parkBehind(inside, 10_000);
    for (const retry of [
      () => retryDeadLetters(inside.host, {}),
      () => inside.host.retryParked('tallies', { view: 'tally-page' }),
    ])
      assert.deepEqual(await poisoned(retry), { done: 0, left: 10_002 });
  });

  test('skipping lets one go, tries those behind it, and keeps the reason', async (t) => {
    const inside = await stuckWorld(t);
    const [first] = (await deadLetters(inside.host)).events;
    const tried = await poisoned(() =>
      skipDeadLetter(inside.host, first!.id, { reason: 'made by a broken import', by: 'ana' }),
    );
    assert.deepEqual(tried, { done: 1, left: 0 });
    assert.equal(await sumOf(inside), -894);
    const { events, skipped } = await deadLetters(inside.host);
    assert.deepEqual(events, []);
    assert.deepEqual(
      skipped.map(({ id, reason, by, type }) => [id, reason, by, type]),
      [[first!.id, 'made by a broken import', 'ana', 'Added']],
    );
  });

  test('one that does not wait is refused', async (t) => {
    const inside = await tallyWorld(t, { tallies: 1, additions: 1 });
    for (const id of ['tallies/tally-page@1.1:0.1', 'nonsense'])
      for (const answer of [
        await retryDeadLetters(inside.host, { id }),
        await skipDeadLetter(inside.host, id, { reason: 'x', by: null }),
      ])
        assert.ok(isRefusal(answer));
  });

  test('messages that were given up are told without their bodies, and can be put back', async (t) => {
    const inside = await tallyWorld(t, { tallies: 0, additions: 0 });
    const { queue } = inside.host.engine;
    await queue.put({ id: 'm1', key: 'ana', kind: 'mail', body: '{"to":"ana"}' });
    await queue.take(1, 1000);
    await queue.failed('m1', 'no such host', 0, 1);
    assert.deepEqual((await deadLetters(inside.host)).messages, [
      { id: 'm1', key: 'ana', kind: 'mail', attempts: 1, error: 'no such host' },
    ]);
    assert.deepEqual(await retryDeadLetters(inside.host, { id: 'm1' }), { done: 1, left: 0 });
    assert.deepEqual(await queue.size(), { open: 1, dead: 0 });
  });

  test('an id tells where the event waits', () => {
    const place = { service: 'graph', consumer: 'policy:approve', partition: 3, position: 42 };
    assert.deepEqual(deadLetterPlace(deadLetterId(place)), place);
    assert.equal(deadLetterPlace('graph/policy:approve'), undefined);
  });
});
