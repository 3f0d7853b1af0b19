import { deepEqual, equal, rejects } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Fault } from '@touchline/kernel';
import type { AppendRequest, EventStore } from '@touchline/kernel/ports';
import { postgresDatabase } from '../connection.ts';
import type { Database } from '../database.ts';
import { testDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { brokenLine, type Break, type BrokenLine } from '../views/testing/broken-line.ts';
import { postgresEventStore } from './event-store.ts';

const ways: readonly Break[] = ['request-lost', 'answer-lost', 'late'];

/** By which procedure what is expected is written. */
const procedures = { append_plain_after: 'no-stream', append: 'any' } as const;
const each = ways.flatMap((way) =>
  (['append_plain_after', 'append'] as const).map((procedure) => ({
    way,
    procedure,
    at: `.${procedure}($1`,
  })),
);

const request = (
  stream: string,
  command?: string,
  procedure: keyof typeof procedures = 'append_plain_after',
): AppendRequest => ({
  appends: [
    {
      stream,
      partitionKey: stream,
      expected: procedures[procedure],
      events: [{ type: 'Opened', schema: 1, data: '{"n":1}' }],
    },
  ],
  at: 1,
  actor: null,
  meta: null,
  ...(command !== undefined && { command: { id: command, fingerprint: 'print' } }),
});

withPostgres('appends over a line that breaks', () => {
  let made: TestDatabase;
  let line: BrokenLine;
  let databases: Database[];
  let logs = 0;
  before(async () => {
    made = await testDatabase();
    line = await brokenLine(made.url);
    databases = [line.url, made.url].map((url) => postgresDatabase({ url, connectMsMax: 1000 }));
  });
  after(async () => {
    for (const database of databases) await database.close();
    await line.close();
    await made.drop();
  });

  /** One store over the line that breaks, and one beside it. */
  async function onStores(work: (store: EventStore, beside: EventStore) => Promise<void>): Promise<void> {
    const schema = `lost_${++logs}`;
    const [store, beside] = await Promise.all(
      databases.map((database) => postgresEventStore({ database, schema, partitions: 4 })),
    );
    if (!store || !beside) throw new Error('There is no store.');
    await work(store, beside).finally(() => Promise.all([store.close(), beside.close()]));
  }

  const versionsOf = async (store: EventStore, stream: string): Promise<number[]> =>
    (await store.readStream(stream, 1, 'forwards', 10)).map(({ version }) => version);

  for (const { way, procedure, at } of each)
    test(`INV-10, ID1: with a command id it is sent again, and written once (${procedure}, ${way})`, () =>
      onStores(async (store, beside) => {
        line.breakAt(at, way);
        const result = await store.append(request('door-a', 'one', procedure));
        await line.letGo();
        // Nobody can tell whether the first or the second one wrote it.
        equal(result.status === 'appended' || result.status === 'repeated', true);
        deepEqual(await versionsOf(beside, 'door-a'), [1]);
        const written = 'written' in result ? result.written : [];
        deepEqual(await beside.findCommand('one'), { fingerprint: 'print', written });
        deepEqual((await beside.verify()).damage, []);
      }));

  for (const { way, procedure, at } of each)
    test(`INV-10: without a command id the outcome is unknown, and said to be (${procedure}, ${way})`, () =>
      onStores(async (store, beside) => {
        line.breakAt(at, way);
        const lost = store.append(request('door-a', undefined, procedure));
        await rejects(lost, { name: 'Fault', code: 'outcome-unknown' });
        await line.letGo();
        deepEqual(await versionsOf(beside, 'door-a'), way === 'request-lost' ? [] : [1]);
        equal((await store.append(request('door-b'))).status, 'appended');
      }));

  test('INV-10: of a batch that is lost each gets its own answer, and what came later is not harmed', () =>
    onStores(async (store, beside) => {
      line.breakAt('.append_plain_after($1', 'answer-lost');
      const sent = ['a', 'b', 'c', 'd'].map((name, i) =>
        store.append(request(`door-${name}`, i % 2 === 0 ? name : undefined)),
      );
      await new Promise(setImmediate);
      sent.push(store.append(request('door-e')));
      const settled = await Promise.allSettled(sent);
      deepEqual(
        settled.map((one) => (one.status === 'fulfilled' ? one.value.status : 'unknown')),
        ['repeated', 'unknown', 'repeated', 'unknown', 'appended'],
      );
      for (const name of ['a', 'b', 'c', 'd', 'e']) deepEqual(await versionsOf(beside, `door-${name}`), [1]);
    }));

  test('INV-10: what a used command id stands for is looked up again, and the others of the batch hear what they wrote', () =>
    onStores(async (store, beside) => {
      await store.append(request('door-a', 'one'));
      line.breakAt('e.command = ', 'request-lost');
      const sent = [request('door-b', 'one'), request('door-c'), request('door-d', 'two')];
      const settled = await Promise.allSettled(sent.map((one) => store.append(one)));
      await line.letGo();
      deepEqual(
        settled.map((one) => (one.status === 'fulfilled' ? one.value.status : (one.reason as Fault).code)),
        ['repeated', 'appended', 'appended'],
      );
      deepEqual(await versionsOf(beside, 'door-b'), []);
      for (const name of ['c', 'd']) deepEqual(await versionsOf(beside, `door-${name}`), [1]);
      equal((await store.append(request('door-b', 'one'))).status, 'repeated');
    }));

  test('INV-10: a server that does not come back leaves the outcome unknown', async () => {
    const own = await brokenLine(made.url);
    const database = postgresDatabase({ url: own.url, connectMsMax: 200 });
    const waits: number[] = [];
    // Passes the pauses at once.
    const clock = {
      turn: () => new Promise<void>((resolve) => void setImmediate(resolve)),
      after: (_ms: number, action: () => void) => {
        const timer = setTimeout(action, 0);
        return () => clearTimeout(timer);
      },
      wait: async (ms: number) => void waits.push(ms),
      steady: () => 0,
    };
    const store = await postgresEventStore({ database, schema: 'gone', partitions: 1, clock });
    own.breakAt('.append_plain_after($1', 'answer-lost');
    const sent = store.append(request('door-a', 'one'));
    await new Promise(setImmediate);
    while (own.breaks() === 0) await new Promise(setImmediate);
    await own.close();
    await rejects(sent, { code: 'outcome-unknown' });
    deepEqual(waits, [50, 100, 200, 500, 1000, 2000]);
    await store.close();
    await database.close();
  });
});
