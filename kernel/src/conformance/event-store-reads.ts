import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { it } from 'node:test';
import {
  append,
  happened,
  onEventStore,
  plain,
  request,
  to,
  wholePartition,
  type EventStoreSuite,
} from './event-store-fixture.ts';

export function eventStoreReads(suite: EventStoreSuite): void {
  it('ES9: a stream is read forwards and backwards, from any version, in pages', () =>
    onEventStore(suite, async (store) => {
      for (let n = 1; n <= 25; n++) await append(store, 'door-a', n - 1, happened(n));
      await append(store, 'door-b', 'no-stream');
      const versions = async (from: number, direction: 'forwards' | 'backwards', limit: number) =>
        (await store.readStream('door-a', from, direction, limit)).map(({ version }) => version);
      deepEqual(await versions(1, 'forwards', 3), [1, 2, 3]);
      deepEqual(await versions(24, 'forwards', 10), [24, 25]);
      deepEqual(await versions(26, 'forwards', 10), []);
      deepEqual(await versions(25, 'backwards', 2), [25, 24]);
      deepEqual(await versions(Number.MAX_SAFE_INTEGER, 'backwards', 1), [25]);
      deepEqual(await versions(2, 'backwards', 10), [2, 1]);
      deepEqual(await versions(0, 'backwards', 10), []);
      deepEqual(await store.readStream('door-none', 1, 'forwards', 10), []);
    }));

  it('ES10: a partition is read after any position, and pages join without a seam', () =>
    onEventStore(suite, async (store) => {
      await Promise.all(
        Array.from({ length: 100 }, (_, n) =>
          append(store, `door-${n % 40}`, 'any', happened(n), happened(n)),
        ),
      );
      for (let partition = 0; partition < store.partitions; partition++) {
        const all = await wholePartition(store, partition, 10_000);
        for (const page of [1, 3, 64]) deepEqual(await wholePartition(store, partition, page), all);
        const middle = Math.floor(all.length / 2);
        const slice = await store.readPartition(partition, middle, 10_000);
        deepEqual(slice, { events: all.slice(middle), position: all.length });
        deepEqual(await store.readPartition(partition, all.length, 10), { events: [], position: all.length });
        const beyond = await store.readPartition(partition, all.length + 5, 10);
        deepEqual(beyond, { events: [], position: all.length + 5 });
      }
    }));

  it('ES10: with types only those come, and the position still goes on past the others', () =>
    onEventStore(suite, async (store, { reopen }) => {
      const kinds = ['Opened', 'Closed', 'Locked'];
      for (let n = 0; n < 90; n++) await append(store, `door-${n % 4}`, 'any', happened(n, kinds[n % 3]));
      const check = async (from: typeof store) => {
        for (let partition = 0; partition < from.partitions; partition++) {
          const all = await wholePartition(from, partition);
          for (const types of [['Opened'], ['Closed', 'Locked'], ['Never'], kinds, ['Opened', 'Never']])
            for (const page of [1, 4, 1000]) {
              const wanted = all.filter(({ type }) => types.includes(type));
              deepEqual((await wholePartition(from, partition, page, types)).map(plain), wanted.map(plain));
            }
          const none = await from.readPartition(partition, 0, 10, ['Never']);
          deepEqual(none, { events: [], position: all.length });
        }
      };
      await check(store);
      if (reopen) await check(await reopen());
    }));

  it('ES10: a page that is full ends at its last event, not beyond it', () =>
    onEventStore(suite, async (store) => {
      const events = Array.from({ length: 30 }, (_, n) => happened(n, n % 10 === 0 ? 'Tenth' : 'Other'));
      const result = await append(store, 'door-a', 'no-stream', ...events);
      ok(result.status === 'appended');
      const partition = result.written[0]!.partition;
      const slice = await store.readPartition(partition, 0, 2, ['Tenth']);
      deepEqual(
        slice.events.map(({ position }) => position),
        [1, 11],
      );
      equal(slice.position, 11);
    }));

  it('ES9, ES10: a limit is 1 to 10,000', () =>
    onEventStore(suite, async (store) => {
      await append(store, 'door-a', 'any');
      const [partition] = (await store.readStream('door-a', 1, 'forwards', 1)).map(
        (event) => event.partition,
      );
      for (const limit of [0, -1, 10_001, 1.5, Number.NaN]) {
        await rejects(store.readStream('door-a', 1, 'forwards', limit), { name: 'Fault' });
        await rejects(store.readPartition(partition!, 0, limit), { name: 'Fault' });
      }
    }));

  it('ES12: heads are the last positions, and all up to them can be read', () =>
    onEventStore(suite, async (store) => {
      deepEqual(
        await store.heads(),
        Array.from({ length: store.partitions }, () => 0),
      );
      await Promise.all(Array.from({ length: 64 }, (_, n) => append(store, `door-${n}`, 'any')));
      for (const [partition, head] of (await store.heads()).entries())
        equal((await wholePartition(store, partition)).length, head);
    }));

  it('ES13: listeners hear of partitions whose events they can read, until they unsubscribe', () =>
    onEventStore(suite, async (store) => {
      const heard: number[] = [];
      const reads: Promise<number>[] = [];
      const unsubscribe = store.onAppended((partition) => {
        heard.push(partition);
        reads.push(store.readPartition(partition, 0, 1).then(({ events }) => events.length));
      });
      const result = await store.append(request([to('door-a', 'any'), to('door-b', 'any')]));
      ok(result.status === 'appended');
      const touched = new Set(result.written.map(({ partition }) => partition));
      deepEqual(new Set(heard), touched);
      ok((await Promise.all(reads)).every((count) => count === 1));
      unsubscribe();
      const before = heard.length;
      await append(store, 'door-a', 'any');
      equal(heard.length, before);
    }));

  it('TE2: a log that nobody touched verifies whole', () =>
    onEventStore(suite, async (store) => {
      await Promise.all(
        Array.from({ length: 50 }, (_, n) => append(store, `door-${n % 9}`, 'any', happened(n))),
      );
      const seen: number[] = [];
      const report = await store.verify((done, total) => {
        equal(total, 50);
        seen.push(done);
      });
      deepEqual(report.damage, []);
      equal(report.events, 50);
      deepEqual(
        report.partitions.map(({ head }) => head),
        await store.heads(),
      );
      equal(seen.at(-1), 50);
    }));
}
