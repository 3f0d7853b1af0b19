import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Recorded } from '../event.ts';
import type { StoredEvent, ViewStore } from '../ports/index.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { memoryViewStore } from '../testing/memory/memory-view-store.ts';
import { sequences, type Sequences } from './sequences.ts';

const event = (position: number): StoredEvent => ({
  partition: 0,
  position,
  stream: `door-${position % 2}`,
  version: 1,
  type: 'Opened',
  schema: 1,
  at: 0,
  actor: null,
  meta: null,
  data: '{}',
});

/** Everything about `door-1` fails while `broken` says so; what went through is noted. */
function following(store: ViewStore, went: number[], broken: () => boolean): Promise<Sequences> {
  return sequences({
    consumer: 'doors',
    store,
    clock: manualClock(),
    parkedMax: 3,
    decode: (stored) => stored as unknown as Recorded,
    sequence: ({ stream }) => stream,
    async apply(events, mark) {
      if (broken() && events.some(({ stream }) => stream === 'door-1')) throw new Error('stuck');
      await store.commit({ consumer: 'doors', changes: [], ...mark });
      went.push(...events.map(({ position }) => position));
    },
  });
}

test('SU6: no more is set aside than is known after a restart: the consumer stands still and goes on later', async () => {
  const store = memoryViewStore();
  const went: number[] = [];
  let broken = true;
  const some = await following(store, went, () => broken);
  const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(event);
  await assert.rejects(some.handle(0, nine, 9), {
    code: 'overloaded',
    message: /doors has set 3 events aside/,
  });
  assert.deepEqual(went, [2, 4, 6]);
  assert.deepEqual(await store.cursors('doors', 1), [6]);

  const restarted = await following(store, went, () => broken);
  await assert.rejects(restarted.handle(0, nine.slice(6), 9), { code: 'overloaded' });
  broken = false;
  const tried = await restarted.retry(await store.parked('doors'), async ({ position }) => event(position));
  assert.deepEqual(tried, { done: 3, left: 0 });
  await restarted.handle(0, nine.slice(6), 9);
  assert.deepEqual(went, [2, 4, 6, 1, 3, 5, 7, 8, 9]);
});

test('SU6: of what cannot be read only the stream is known: what follows there waits with it', async () => {
  const store = memoryViewStore();
  const went: number[] = [];
  let broken = true;
  const inTurns = await sequences({
    consumer: 'doors',
    store,
    clock: manualClock(),
    decode(stored) {
      if (broken && stored.position === 1) throw new Error('of a later version');
      return stored as unknown as Recorded;
    },
    // 1 to 3 are of one house, 4 is of another.
    sequence: ({ position }) => (position < 4 ? 'first house' : 'second house'),
    async apply(events, mark) {
      await store.commit({ consumer: 'doors', changes: [], ...mark });
      went.push(...events.map(({ position }) => position));
    },
  });
  const streams = ['front door', 'front door', 'back door', 'other door'];
  const events = streams.map((stream, i) => ({ ...event(i + 1), stream }));
  const load = async ({ position }: { position: number }): Promise<StoredEvent> =>
    events[position - 1] as StoredEvent;
  await inTurns.handle(0, events, 4);
  assert.deepEqual(went, [3, 4]);
  assert.deepEqual(
    (await store.parked('doors')).map(({ sequence }) => sequence),
    ['front door', 'front door'],
  );
  assert.deepEqual(await inTurns.retry(await store.parked('doors'), load), { done: 0, left: 2 });
  broken = false;
  assert.deepEqual(await inTurns.retry(await store.parked('doors'), load), { done: 2, left: 0 });
  assert.deepEqual(went, [3, 4, 1, 2]);
});

test('SU6: one that is in the log no more stays set aside with why, and holds up no other sequence', async () => {
  const store = memoryViewStore();
  const went: number[] = [];
  let broken = true;
  const inTurns = await sequences({
    consumer: 'doors',
    store,
    clock: manualClock(),
    decode: (stored) => stored as unknown as Recorded,
    sequence: ({ stream }) => stream,
    async apply(events, mark) {
      if (broken && events.length > 0) throw new Error('stuck');
      await store.commit({ consumer: 'doors', changes: [], ...mark });
      went.push(...events.map(({ position }) => position));
    },
  });
  await inTurns.handle(0, [event(1), event(2)], 2);
  broken = false;
  const load = async ({ position }: { position: number }): Promise<StoredEvent> => {
    if (position === 1) throw new Error('It is not in the log.');
    return event(position);
  };
  assert.deepEqual(await inTurns.retry(await store.parked('doors'), load), { done: 1, left: 1 });
  assert.deepEqual(went, [2]);
  const [left] = await store.parked('doors');
  assert.equal(left?.position, 1);
  assert.match(left.error, /It is not in the log/);
});
