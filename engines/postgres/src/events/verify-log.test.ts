import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { idFloor } from '@touchline/kernel';
import type { EventStore } from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { onDatabase } from '../testing/on-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresEventStore } from './event-store.ts';

/** Ten events in one partition, of three streams, each of a command. */
async function onLog(
  work: (database: Database, open: () => Promise<EventStore>) => Promise<void>,
): Promise<void> {
  await onDatabase(async (connect) => {
    const stores: EventStore[] = [];
    const open = async (): Promise<EventStore> => {
      const store = await postgresEventStore({ database: connect(), partitions: 1 });
      stores.push(store);
      return store;
    };
    const store = await open();
    for (let n = 1; n <= 10; n++)
      await store.append({
        command: { id: n % 2 === 0 ? `anna:Open:${idFloor(n)}` : `c${n}`, fingerprint: 'print' },
        appends: [
          {
            stream: `door-${n % 3}`,
            partitionKey: 'house',
            expected: 'any',
            events: [{ type: 'Opened', schema: 1, data: `{"n":${n}}` }],
          },
        ],
        at: n,
        actor: 'anna',
        meta: { correlation: 'r' },
      });
    deepEqual((await store.verify()).damage, []);
    await work(connect(), open).finally(() => Promise.all(stores.map((one) => one.close())));
  });
}

const positions = async (store: EventStore): Promise<number[]> => [
  ...new Set((await store.verify()).damage.map(({ position }) => position)),
];

withPostgres('damage of the log', () => {
  for (const column of [
    `data = '{"n":0}'`,
    `type = 'Closed'`,
    'schema = 2',
    'at = 0',
    'actor = NULL',
    `meta = '{}'`,
    'crc = crc + 1',
  ])
    test(`TE2, TE3: an event with ${column} is found, and never handed out`, () =>
      onLog(async (database, open) => {
        await database.write(`UPDATE touchline.events SET ${column} WHERE position = 4`);
        const store = await open();
        deepEqual(await positions(store), [4]);
        await rejects(store.readPartition(0, 0, 10), { code: 'corrupt' });
        await rejects(store.readStream('door-1', 1, 'forwards', 10), { code: 'corrupt' });
        equal((await store.readPartition(0, 4, 10)).events.length, 6);
      }));

  for (const column of [
    `fingerprint = 'other'`,
    `command = 'x'`,
    // The time that the id carries, one bit of it, and none.
    `command = set_bit(command, 33, 1 - get_bit(command, 33))`,
    `command = substring(command FROM 6)`,
    `places = '0.4.1 '`,
    `checksum = checksum || 'x'`,
  ])
    test(`TE2: an event with ${column} is found`, () =>
      onLog(async (database, open) => {
        await database.write(`UPDATE touchline.events SET ${column} WHERE position = 4`);
        equal((await positions(await open())).includes(4), true);
      }));

  test('TE2: changed content with a check that fits it is found by the chain', () =>
    onLog(async (database, open) => {
      await database.write(
        `UPDATE touchline.events SET (data, crc, type, at) =
           (SELECT data, crc, type, at FROM touchline.events WHERE position = 7) WHERE position = 4`,
      );
      deepEqual(await positions(await open()), [4]);
    }));

  test('TE2: two events that changed places are found', () =>
    onLog(async (database, open) => {
      const move = (from: number, to: number): Promise<unknown> =>
        database.write(`UPDATE touchline.events SET position = ${to} WHERE position = ${from}`);
      await move(4, 99);
      await move(5, 4);
      await move(99, 5);
      deepEqual((await positions(await open())).slice(0, 2), [4, 5]);
    }));

  test('ES7, TE2: a missing event is found, and nobody reads over the gap', () =>
    onLog(async (database, open) => {
      await database.write('DELETE FROM touchline.events WHERE position = 4');
      const store = await open();
      deepEqual((await store.verify()).damage.slice(0, 1), [
        { partition: 0, position: 4, what: 'it is missing' },
      ]);
      await rejects(store.readPartition(0, 0, 10), { code: 'corrupt' });
      await rejects(store.readStream('door-1', 1, 'forwards', 10), { code: 'corrupt' });
    }));

  test('TE2: a cut-off end is found by what was written after the batches, folded or not', () =>
    onLog(async (database, open) => {
      const damage = async () => (await (await open()).verify()).damage;
      deepEqual(await damage(), []);
      await database.write('DELETE FROM touchline.events WHERE position > 8');
      deepEqual(await damage(), [{ partition: 0, position: 9, what: 'events 9 to 10 are missing' }]);
      deepEqual(await database.read('SELECT positions::text FROM touchline.ends'), [['{10}']]);
    }));

  test('ES7: processes that saw the end of a log stop using one that ends before it', () =>
    onLog(async (database, open) => {
      const store = await open();
      deepEqual(await store.heads(), [10]);
      await database.write('DELETE FROM touchline.events WHERE position > 8');
      await rejects(store.heads(), { code: 'corrupt', message: /ended at 10 and now ends at 8.*restored/ });
    }));
});
