import { deepEqual, equal, ok } from 'node:assert/strict';
import { it } from 'node:test';
import {
  append,
  happened,
  onEventStore,
  request,
  to,
  wholeLog,
  type EventStoreSuite,
} from './event-store-fixture.ts';

export function eventStoreConcurrency(suite: EventStoreSuite): void {
  it('ES5: of many appends at once that expect the same version, one wins', () =>
    onEventStore(suite, async (store) => {
      for (let version = 0; version < 5; version++) {
        const tries = Array.from({ length: 50 }, (_, n) => append(store, 'door-a', version, happened(n)));
        const results = await Promise.all(tries);
        equal(results.filter(({ status }) => status === 'appended').length, 1);
        for (const result of results)
          if (result.status !== 'appended')
            deepEqual(result, {
              status: 'conflict',
              stream: 'door-a',
              expected: version,
              actual: version + 1,
            });
      }
    }));

  it('ES8: refusals in one flush leave their neighbours alone, and each sees the ones before it', () =>
    onEventStore(suite, async (store) => {
      const results = await Promise.all([
        append(store, 'door-a', 'no-stream'),
        append(store, 'door-a', 'no-stream'),
        append(store, 'door-a', 1),
        append(store, 'door-b', 'stream-exists'),
        append(store, 'door-b', 'no-stream'),
        store.append(request([to('door-a', 2), to('door-b', 7)])),
        store.append(request([to('door-a', 2), to('door-b', 1)])),
      ]);
      deepEqual(
        results.map((result) => (result.status === 'conflict' ? result.actual : result.status)),
        ['appended', 1, 'appended', 0, 'appended', 1, 'appended'],
      );
      equal((await wholeLog(store)).length, 5);
    }));

  it('ES4: transfers between streams are seen whole or not at all, however they race', () =>
    onEventStore(suite, async (store) => {
      const moves = Array.from({ length: 200 }, async (_, n) => {
        const [from, into] = [`purse-${n % 5}`, `purse-${(n * 3 + 1) % 5}`];
        const events = [to(from, 'any', happened(n)), to(into, 'any', happened(n))];
        return store.append(request(from === into ? events.slice(0, 1) : events));
      });
      await Promise.all(moves);
      const moved = new Map<string, number>();
      for (const { data } of await wholeLog(store)) moved.set(data, (moved.get(data) ?? 0) + 1);
      for (let n = 0; n < 200; n++)
        equal(moved.get(JSON.stringify({ n })), n % 5 === (n * 3 + 1) % 5 ? 1 : 2);
    }));

  it('ES7: readers beside writers never see a gap and never miss an event', () =>
    onEventStore(suite, async (store) => {
      let writing = true;
      const writers = Promise.all(
        Array.from({ length: 8 }, async (_, writer) => {
          for (let n = 0; n < 100; n++)
            await store.append(
              request([
                to(`door-${writer}`, 'any', happened(n)),
                to(`window-${(writer * 7 + n) % 30}`, 'any'),
              ]),
            );
        }),
      ).then(() => (writing = false));
      const follow = async (partition: number, page: number) => {
        let after = 0;
        for (;;) {
          const last = !writing; // Looked at before the read: a read after the end sees all.
          const { events, position } = await store.readPartition(partition, after, page);
          for (const [i, event] of events.entries()) equal(event.position, after + 1 + i);
          equal(position, after + events.length);
          if (last && events.length === 0) return after;
          after = position;
          if (events.length === 0) await new Promise(setImmediate);
        }
      };
      const partitions = Array.from({ length: store.partitions }, (_, partition) => partition);
      const [narrow, wide] = await Promise.all([
        Promise.all(partitions.map((partition) => follow(partition, 3))),
        Promise.all(partitions.map((partition) => follow(partition, 1000))),
        writers,
      ]);
      deepEqual(narrow, wide);
      equal(
        narrow.reduce((sum, head) => sum + head),
        1600,
      );
    }));

  it('ES3: answers come in the order of commit, so that later appends stand at higher positions', () =>
    onEventStore(suite, async (store) => {
      const order: [number, number][] = [];
      const tries = Array.from({ length: 300 }, async (_, n) => {
        const result = await append(store, `door-${n % 50}`, 'any');
        ok(result.status === 'appended');
        order.push([result.written[0]!.partition, result.written[0]!.firstPosition]);
      });
      await Promise.all(tries);
      const last = new Map<number, number>();
      for (const [partition, position] of order) {
        equal(position, (last.get(partition) ?? 0) + 1);
        last.set(partition, position);
      }
    }));
}
