import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { it } from 'node:test';
import {
  append,
  commandOf,
  happened,
  onEventStore,
  plain,
  request,
  to,
  wholeLog,
  wholePartition,
  type EventStoreSuite,
} from './event-store-fixture.ts';

export function eventStoreAppends(suite: EventStoreSuite): void {
  it('ES1: what was answered is there when the store is opened again, and it goes on from there', () =>
    onEventStore(suite, async (store, { reopen }) => {
      for (let n = 1; n <= 20; n++) await append(store, `door-${n % 3}`, 'any', happened(n));
      const before = (await wholeLog(store)).map(plain);
      const heads = await store.heads();
      if (!reopen) return;
      const again = await reopen();
      deepEqual((await wholeLog(again)).map(plain), before);
      deepEqual(await again.heads(), heads);
      const result = await append(again, 'door-1', 7, happened(21));
      ok(result.status === 'appended');
      const [written] = result.written;
      equal(written?.firstVersion, 8);
      equal(written.firstPosition, (heads[written.partition] ?? 0) + 1);
    }));

  it('ES2, ES3: versions and positions count from 1 and leave nothing out', () =>
    onEventStore(suite, async (store) => {
      for (let n = 0; n < 60; n++) await append(store, `door-${n % 7}`, 'any', happened(n), happened(-n));
      const versions = new Map<string, number>();
      for (let partition = 0; partition < store.partitions; partition++) {
        let position = 0;
        for (const event of await wholePartition(store, partition, 7)) {
          equal(event.partition, partition);
          equal(event.position, ++position);
          const version = (versions.get(event.stream) ?? 0) + 1;
          equal(event.version, version);
          versions.set(event.stream, version);
        }
      }
      equal(
        [...versions.values()].reduce((sum, n) => sum + n),
        120,
      );
    }));

  it('ES4: a request over several streams is written whole', () =>
    onEventStore(suite, async (store) => {
      await append(store, 'door-b', 'no-stream');
      const appends = [
        to('door-a', 'no-stream', happened(1), happened(2)),
        to('door-b', 1, happened(3)),
        to('door-c', 'any'),
      ];
      const result = await store.append(request(appends));
      ok(result.status === 'appended');
      deepEqual(
        result.written.map(({ stream, firstVersion, count }) => [stream, firstVersion, count]),
        [
          ['door-a', 1, 2],
          ['door-b', 2, 1],
          ['door-c', 1, 1],
        ],
      );
      for (const { stream, partition, firstPosition, firstVersion } of result.written) {
        const { events } = await store.readPartition(partition, firstPosition - 1, 1);
        deepEqual([events[0]?.stream, events[0]?.version], [stream, firstVersion]);
      }
    }));

  it('ES4: one expected version that does not hold keeps all of the request out', () =>
    onEventStore(suite, async (store) => {
      await append(store, 'door-b', 'no-stream');
      const heads = await store.heads();
      const appends = [to('door-a', 'no-stream'), to('door-b', 'no-stream'), to('door-c', 'any')];
      const result = await store.append(request(appends));
      deepEqual(result, { status: 'conflict', stream: 'door-b', expected: 'no-stream', actual: 1 });
      deepEqual(await store.heads(), heads);
      for (const stream of ['door-a', 'door-c'])
        deepEqual(await store.readStream(stream, 1, 'forwards', 10), []);
    }));

  it('ES4: an append without events only guards a version', () =>
    onEventStore(suite, async (store) => {
      await append(store, 'door-b', 'no-stream');
      const guard = (expected: number) => ({ ...to('door-b', expected), events: [] });
      const held = await store.append(request([guard(1), to('door-a', 'no-stream')]));
      ok(held.status === 'appended');
      deepEqual(
        held.written.map(({ stream }) => stream),
        ['door-a'],
      );
      const broken = await store.append(request([to('door-a', 1), guard(2)]));
      deepEqual(broken, { status: 'conflict', stream: 'door-b', expected: 2, actual: 1 });
      equal((await wholeLog(store)).length, 2);
    }));

  it('ES5: each kind of expectation is held to', () =>
    onEventStore(suite, async (store) => {
      const attempt = async (stream: string, expected: Parameters<typeof append>[2]) => {
        const result = await append(store, stream, expected);
        return result.status === 'conflict' ? result.actual : result.status;
      };
      equal(await attempt('door-a', 'stream-exists'), 0);
      equal(await attempt('door-a', 3), 0);
      equal(await attempt('door-a', 'no-stream'), 'appended');
      equal(await attempt('door-a', 'no-stream'), 1);
      equal(await attempt('door-a', 0), 1);
      equal(await attempt('door-a', 1), 'appended');
      equal(await attempt('door-a', 1), 2);
      equal(await attempt('door-a', 3), 2);
      equal(await attempt('door-a', 'stream-exists'), 'appended');
      equal(await attempt('door-a', 'any'), 'appended');
      equal(await attempt('door-b', 'any'), 'appended');
      equal(await attempt('door-c', 0), 'appended');
    }));

  it('ES5, ID4: expectations hold after a restart, too, for streams that nobody has touched since', () =>
    onEventStore(suite, async (store, { reopen }) => {
      for (const stream of ['door-a', 'door-b'])
        await append(store, stream, 'no-stream', happened(1), happened(2));
      const again = reopen ? await reopen() : store;
      const heads = await again.heads();
      const results = await Promise.all([
        again.append(request([to('door-a', 'no-stream')], commandOf('one'))),
        append(again, 'door-c', 'no-stream'),
        append(again, 'door-a', 1),
        append(again, 'door-b', 2),
      ]);
      deepEqual(
        results.map((result) => (result.status === 'conflict' ? result.actual : result.status)),
        [2, 'appended', 2, 'appended'],
      );
      equal(await again.findCommand('one'), undefined);
      const sum = (all: readonly number[]) => all.reduce((total, head) => total + head, 0);
      equal(sum(await again.heads()), sum(heads) + 2);
      equal((await wholeLog(again)).length, sum(heads) + 2);
      deepEqual((await again.verify()).damage, []);
    }));

  it('ES6: new streams with equal keys share a partition, and a stream never leaves its own', () =>
    onEventStore(suite, async (store, { reopen }) => {
      const place = async (stream: string, partitionKey: string, at = store) => {
        const result = await at.append(request([{ ...to(stream, 'any'), partitionKey }]));
        ok(result.status === 'appended');
        return result.written[0]?.partition;
      };
      const home = await place('door-a', 'house-1');
      for (const stream of ['door-b', 'window-c', 'x']) equal(await place(stream, 'house-1'), home);
      for (let n = 0; n < 20; n++) equal(await place('door-a', `house-${n}`), home);
      const again = await reopen?.();
      if (again) equal(await place('door-a', 'house-2', again), home);
      if (again) equal(await place('door-d', 'house-1', again), home);
    }));

  it('ES6: many streams spread over all partitions', () =>
    onEventStore(suite, async (store) => {
      await Promise.all(Array.from({ length: 400 }, (_, n) => append(store, `door-${n}`, 'no-stream')));
      const heads = await store.heads();
      equal(heads.length, store.partitions);
      for (const head of heads) ok(head > 400 / store.partitions / 2, `uneven: ${heads.join(', ')}`);
    }));

  it('ES11: every field comes back as it was given', () =>
    onEventStore(suite, async (store, { reopen }) => {
      const data = JSON.stringify({
        text: 'Zürich 日本 🎉 \u0000 \u2028 "\\',
        n: 1e21,
        empty: '',
        none: null,
      });
      const meta = { correlation: 'c-"1"', cause: '3.17' };
      const event = { type: 'Öffnung', schema: 7, data };
      const given = request([to('door-ü', 'no-stream', event)], {
        at: 1_234_567_890_123,
        actor: 'policy:größe',
        meta,
      });
      await store.append(given);
      await store.append(
        request([to('door-ü', 1, { type: 'Öffnung', schema: 8, data: '{}' })], { actor: null, at: 0 }),
      );
      const check = async (from: typeof store) => {
        const [first, second] = (await from.readStream('door-ü', 1, 'forwards', 10)).map(plain);
        const { partition, position } = first as { partition: number; position: number };
        const expected = {
          partition,
          position,
          stream: 'door-ü',
          version: 1,
          at: 1_234_567_890_123,
          actor: 'policy:größe',
          meta,
        };
        deepEqual(first, { ...expected, ...event });
        deepEqual(
          [second?.type, second?.schema, second?.data, second?.actor, second?.meta, second?.at],
          ['Öffnung', 8, '{}', null, null, 0],
        );
        deepEqual((await wholeLog(from)).map(plain), [first, second]);
      };
      await check(store);
      if (reopen) await check(await reopen());
    }));

  it('ES18: a closed store refuses appends and answers those it had accepted', () =>
    onEventStore(suite, async (store) => {
      const accepted = Promise.all(
        Array.from({ length: 50 }, (_, n) => append(store, `door-${n}`, 'no-stream')),
      );
      const closing = store.close();
      await rejects(append(store, 'door-x', 'any'), { name: 'Fault', code: 'closed' });
      await closing;
      ok((await accepted).every(({ status }) => status === 'appended'));
    }));
}
