import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { idFloor } from '@touchline/kernel';
import type { Append, AppendRequest, EventStore } from '@touchline/kernel/ports';
import { partitionFor } from '@touchline/kernel/engine';
import type { Database } from '../database.ts';
import { readOnlyState } from '../moving/read-only-state.ts';
import { onDatabase } from '../testing/on-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { migrate } from '../migrations/migrate.ts';
import { postgresEventStore } from './event-store.ts';
import { logMigrations } from './log-migrations.ts';

const to = (stream: string, more: Partial<Append> = {}): Append => ({
  stream,
  partitionKey: stream,
  expected: 'any',
  events: [{ type: 'Opened', schema: 1, data: '{}' }],
  ...more,
});

/** An id of a client's own, of this system, two UUIDv7 of one millisecond, a UUIDv4. */
const ids = [
  'tuesday',
  idFloor(1_790_000_000_000),
  '019a0b5c-7c00-7abc-8def-0123456789ab',
  '019a0b5c-7c00-7abc-8def-0123456789ac',
  '0b5c019a-7c00-4abc-8def-0123456789ab',
];

const request = (appends: readonly Append[], more: Partial<AppendRequest> = {}): AppendRequest => ({
  appends,
  at: 1,
  actor: null,
  meta: null,
  ...more,
});

async function onStores(
  count: number,
  work: (...stores: EventStore[]) => Promise<void>,
  partitions = 16,
): Promise<void> {
  await onDatabase(async (open) => {
    const stores = await Promise.all(
      Array.from({ length: count }, () => postgresEventStore({ database: open(), partitions })),
    );
    await work(...stores).finally(() => Promise.all(stores.map((store) => store.close())));
  });
}

/** Keys of two different partitions. */
const keysApart = (partitions: number): [string, string] => {
  const other = Array.from({ length: 100 }, (_, n) => `house-${n}`).find(
    (key) => partitionFor(key, partitions) !== partitionFor('house', partitions),
  );
  return ['house', other ?? ''];
};

withPostgres('the event store of several processes', () => {
  test('ID3: one command id in many processes at once, each with a new stream, writes once', () =>
    onStores(4, async (...stores) => {
      for (let round = 0; round < 20; round++) {
        const command = { id: `c${round}`, fingerprint: 'print' };
        const results = await Promise.all(
          stores.flatMap((store, s) =>
            [0, 1].map((n) => store.append(request([to(`door-${round}-${s}-${n}`)], { command }))),
          ),
        );
        equal(results.filter(({ status }) => status === 'appended').length, 1);
        equal(results.filter(({ status }) => status === 'repeated').length, 7);
        const written = new Set(
          results.map((result) => JSON.stringify('written' in result && result.written)),
        );
        equal(written.size, 1);
      }
      deepEqual((await stores[0]!.verify()).damage, []);
    }));

  for (const kept of ['hashed', 'timed'])
    test(`ID1: a command is known again in a log that keeps ids ${kept}, whatever they look like`, () =>
      onDatabase(async (open) => {
        const database = open();
        await (await postgresEventStore({ database })).close();
        deepEqual(await database.read('SELECT command_ids FROM touchline.log'), [['timed']]);
        await database.write(`UPDATE touchline.log SET command_ids = '${kept}'`);
        const store = await postgresEventStore({ database });
        const requests = ['no-stream', 'any'].flatMap((expected, e) =>
          ids.map((id, n) =>
            request([to(`door-${e}-${n}`, { expected: expected as Append['expected'] })], {
              command: { id: `${expected}:${id}`, fingerprint: 'print' },
            }),
          ),
        );
        const first = await Promise.all(requests.map((one) => store.append(one)));
        ok(first.every(({ status }) => status === 'appended'));
        for (const all of [requests, requests.toReversed(), ...requests.map((one) => [one])])
          for (const { status } of await Promise.all(all.map((one) => store.append(one))))
            equal(status, 'repeated');
        for (const { command } of requests)
          equal((await store.findCommand(command?.id ?? ''))?.written.length, 1);
        const [[longest] = [0]] = await database.read<[number]>(
          'SELECT max(length(command)) FROM touchline.events',
        );
        equal(longest, kept === 'timed' ? 23 : 18);
        deepEqual((await store.verify()).damage, []);
        await store.close();
      }));

  test('ID1: a log whose tables an older release made keeps ids as that release knows them', () =>
    onDatabase(async (open) => {
      const database = open();
      await migrate(database, 'touchline', logMigrations.slice(0, 4));
      const store = await postgresEventStore({ database });
      deepEqual(await database.read('SELECT command_ids FROM touchline.log'), [['hashed']]);
      await store.close();
    }));

  test('ES6: two processes that found one stream with different keys find it in one partition', () =>
    onStores(2, async (one, two) => {
      const [here, there] = keysApart(16);
      for (let round = 0; round < 20; round++) {
        const stream = `door-${round}`;
        const results = await Promise.all([
          one.append(request([to(stream, { partitionKey: here })])),
          two.append(request([to(stream, { partitionKey: there })])),
        ]);
        const places = results.flatMap((result) => ('written' in result ? result.written : []));
        deepEqual(new Set(places.map(({ firstVersion }) => firstVersion)), new Set([1, 2]));
        equal(places[0]?.partition, places[1]?.partition);
        equal((await one.readStream(stream, 1, 'forwards', 10)).length, 2);
      }
      deepEqual((await one.verify()).damage, []);
    }));

  test('ES6: a stream that a batch names with two keys is where the first one put it, and both are told so', () =>
    onStores(1, async (store) => {
      const [here, there] = keysApart(16);
      const results = await Promise.all([
        store.append(request([to('door-a', { partitionKey: here })])),
        store.append(request([to('door-a', { partitionKey: there })])),
      ]);
      const places = results.flatMap((result) => ('written' in result ? result.written : []));
      deepEqual(
        places.map(({ partition, firstPosition }) => [partition, firstPosition]),
        [1, 2].map((position) => [partitionFor(here, 16), position]),
      );
      equal((await store.heads())[partitionFor(here, 16)], 2);
    }));

  test('a log that is read-only, as while it moves, is asked once', () =>
    onDatabase(async (open) => {
      const database = open();
      let calls = 0;
      const counted: Database = {
        ...database,
        write: (text, values) => {
          if (text.startsWith('CALL')) calls++;
          return database.write(text, values);
        },
      };
      const store = await postgresEventStore({ database: counted });
      await database.write(`
        CREATE FUNCTION touchline.held() RETURNS trigger LANGUAGE plpgsql
          AS $$ BEGIN RAISE EXCEPTION 'held' USING ERRCODE = '${readOnlyState}'; END $$`);
      await database.write(
        'CREATE TRIGGER held BEFORE INSERT ON touchline.events EXECUTE FUNCTION touchline.held()',
      );
      for (const expected of ['no-stream', 'any'] as const) {
        calls = 0;
        await rejects(store.append(request([to('door-a', { expected })])), { code: 'read-only' });
        equal(calls, 1);
      }
    }));

  test('ES5: a process that has never met a stream is told its version, whatever key it gives', () =>
    onStores(2, async (one, two) => {
      const [here, there] = keysApart(16);
      await one.append(request([to('door-a', { partitionKey: here }), to('door-b', { partitionKey: here })]));
      for (const expected of ['no-stream', 7] as const)
        deepEqual(await two.append(request([to('door-a', { partitionKey: there, expected })])), {
          status: 'conflict',
          stream: 'door-a',
          expected,
          actual: 1,
        });
      const held = await two.append(request([to('door-b', { partitionKey: there, expected: 1 })]));
      equal(held.status, 'appended');
    }));

  test('ES8: of a batch that the keys of the table refuse each request has its own answer, and the others are written', () =>
    onStores(7, async (one, ...fresh) => {
      // One that was refused lately judges each request from the start.
      const next = (): EventStore => fresh.pop() as EventStore;
      const used = { id: 'used', fingerprint: 'print' };
      const founded = (door: string, expected: Append['expected'] = 'no-stream'): Append =>
        to(`door-${door}`, { expected });
      await one.append(request([founded('a')], { command: used }));
      const batches = {
        'a stream that is there': [founded('b'), founded('a'), founded('c')],
        'a version that is not there': [founded('d'), founded('a', 3), founded('e', 1)],
        'one that is': [founded('f'), founded('a', 1), founded('b', 1)],
        'one that was': [founded('g'), founded('a', 1)],
      };
      const found: Record<string, string> = {};
      for (const [what, appends] of Object.entries(batches)) {
        const store = next();
        const results = await Promise.all(appends.map((append) => store.append(request([append]))));
        found[what] = results.map((result) => ('actual' in result ? result.actual : result.status)).join();
      }
      deepEqual(found, {
        'a stream that is there': 'appended,1,appended',
        'a version that is not there': 'appended,1,0',
        'one that is': 'appended,appended,appended',
        'one that was': 'appended,2',
      });
      const two = next();
      const again = await Promise.all([
        two.append(request([founded('h')], { command: { ...used, id: 'new' } })),
        two.append(request([founded('i')], { command: used })),
        two.append(request([founded('j')], { command: { ...used, id: 'newer' } })),
      ]);
      equal(again.map(({ status }) => status).join(), 'appended,repeated,appended');
      const reused = next().append(request([founded('i')], { command: { ...used, fingerprint: 'other' } }));
      equal((await reused).status, 'command-reused');
      const { damage, events } = await one.verify();
      deepEqual([damage, events], [[], 10]);
    }));

  test('ES5: of many processes that expect one version one wins', () =>
    onStores(4, async (...stores) => {
      for (let version = 0; version < 20; version++) {
        const results = await Promise.all(
          stores.map((store) => store.append(request([to('door-a', { expected: version })]))),
        );
        equal(results.filter(({ status }) => status === 'appended').length, 1);
        equal(results.filter(({ status }) => status === 'conflict').length, 3);
      }
    }));

  test('ES3, ES4: requests over several partitions from many processes leave no gap and do not get stuck', () =>
    onStores(4, async (...stores) => {
      await Promise.all(
        stores.flatMap((store, s) =>
          Array.from({ length: 50 }, (_, n) => {
            const streams = new Set([0, 1, 2, 3].map((i) => `door-${(n * 7 + i * 13 + s) % 40}`));
            return store.append(request([...streams].map((stream) => to(stream))));
          }),
        ),
      );
      const report = await stores[0]!.verify();
      deepEqual(report.damage, []);
      equal(report.events, 800);
    }));

  test('ES13, SU8: a listener hears of what another process wrote, with its types and from where', () =>
    onStores(
      2,
      async (one, two) => {
        const closed = { type: 'Closed', schema: 1, data: '{}' };
        await one.append(request([to('door-a'), to('door-b', { events: [closed, closed] })]));
        const heard = await new Promise<unknown>((resolve) => {
          two.onAppended((partition, came) => resolve({ partition, ...came }));
        });
        deepEqual(heard, { partition: 0, after: 0, upTo: 3, types: new Set(['Opened', 'Closed']) });
        equal((await two.readPartition(0, 1, 10)).events.length, 2);
      },
      1,
    ));

  test('ES6: a log keeps the partitions it was made with, and is refused with others', () =>
    onDatabase(async (open) => {
      const database = open();
      await postgresEventStore({ database, partitions: 3 });
      equal((await postgresEventStore({ database })).partitions, 3);
      await rejects(postgresEventStore({ database, partitions: 4 }), /was created with 3 partitions/);
      await rejects(postgresEventStore({ database, schema: 'other', partitions: 0 }), /must be 1 to 256/);
      equal((await postgresEventStore({ database, schema: 'third' })).partitions, 16);
    }));

  test('ES6: many processes that make one log at the same time make one', () =>
    onDatabase(async (open) => {
      const stores = await Promise.all(
        Array.from({ length: 6 }, () => postgresEventStore({ database: open(), partitions: 4 })),
      );
      deepEqual(new Set(stores.map(({ partitions }) => partitions)), new Set([4]));
      equal((await stores[5]!.append(request([to('door-a')]))).status, 'appended');
    }));

  test('ES1: the store says how safe an answer is, and refuses a server that keeps no promise', () =>
    onDatabase(async (open, url) => {
      const database = open();
      const { durability } = await postgresEventStore({ database });
      match(durability, /on disk \(PostgreSQL 1\d.*one server/);
      const name = new URL(url).pathname.slice(1);
      await database.write(`ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable'`);
      await rejects(postgresEventStore({ database: open() }), /Set it to 'read committed'/);
    }));

  test('ES1: a database that is set not to wait for the disk is made to', () =>
    onDatabase(async (open, url) => {
      const name = new URL(url).pathname.slice(1);
      await open().write(`ALTER DATABASE ${name} SET synchronous_commit = off`);
      const database = open();
      deepEqual(await database.read('SHOW synchronous_commit'), [['off']]);
      const store = await postgresEventStore({ database });
      const lsn = async (of: string): Promise<unknown> =>
        (await database.read(`SELECT pg_current_wal_${of}_lsn() - '0/0'::pg_lsn`))[0]?.[0];
      await database.write(`SELECT pg_logical_emit_message(true, 'test', '')`);
      for (let n = 0; n < 20; n++) {
        // What the append writes comes after this, whatever else the server writes meanwhile.
        const before = BigInt(String(await lsn('insert')));
        await store.append(request([to('door-a')]));
        ok(BigInt(String(await lsn('flush'))) > before);
      }
    }));

  for (const [procedure, expected] of Object.entries({
    append_plain_after: 'no-stream',
    append: 'any',
  } as const))
    test(`ES15: what fails once the events are written is not called unwritten, and goes again by its id (${procedure})`, () =>
      onDatabase(async (open) => {
        const database = open();
        const store = await postgresEventStore({ database, partitions: 4 });
        // The first two that come to the second commit fail there.
        await database.write(`
          CREATE SEQUENCE touchline.fails;
          CREATE FUNCTION touchline.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('touchline.fails') <= 2 THEN
              RAISE EXCEPTION 'as if' USING ERRCODE = CASE currval('touchline.fails') WHEN 1 THEN '53100' ELSE '40001' END;
            END IF;
            RETURN NEW;
          END $$;
          CREATE TRIGGER failing BEFORE INSERT ON touchline.ends FOR EACH ROW EXECUTE FUNCTION touchline.fail()`);
        await rejects(store.append(request([to('door-a', { expected })])), { code: 'outcome-unknown' });
        const command = { id: 'one', fingerprint: 'print' };
        const result = await store.append(request([to('door-b', { expected })], { command }));
        equal(result.status, 'repeated');
        for (const stream of ['door-a', 'door-b'])
          equal((await store.readStream(stream, 1, 'forwards', 10)).length, 1);
        deepEqual((await store.verify()).damage, []);
        await store.close();
      }));

  test('ES11: a text that PostgreSQL cannot keep is refused before anything is tried', () =>
    onStores(1, async (store) => {
      const bad = ['\ud800', 'a\0b'];
      for (const text of bad) {
        await rejects(store.append(request([to(text)])), { code: 'internal', retryable: false });
        await rejects(store.append(request([to('door-a')], { actor: text })), { code: 'internal' });
      }
      equal((await store.append(request([to('door-a')]))).status, 'appended');
    }));
});
