import { idSource } from '@touchline/kernel';
import { arrayLiteral } from '../../../engines/postgres/src/array-literal.ts';
import { postgresDatabase } from '../../../engines/postgres/src/connection.ts';
import type { Database } from '../../../engines/postgres/src/database.ts';
import { postgresEventStore } from '../../../engines/postgres/src/events/event-store.ts';
import { answerWith } from '../processes/answer-with.ts';
import { dataOf } from './append-question.ts';
import type { PostgresAppendQuestion, PostgresRate } from './postgres-append-question.ts';

type Append = (id: string) => Promise<unknown>;

/** One of several processes that append to one database, with callers that wait for promises. */
answerWith(async ({ url, how, callers, seconds }: PostgresAppendQuestion): Promise<PostgresRate> => {
  const database = postgresDatabase({ url });
  const append = how === 'engine' ? await engineAppend(database) : bareAppend(database);
  const newId = idSource(Date.now);
  const began = performance.now();
  const used = process.cpuUsage();
  const end = began + seconds * 1000;
  let count = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() < end) {
      await append(newId());
      count++;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = count / ((performance.now() - began) / 1000);
  const { user, system } = process.cpuUsage(used);
  await database.close();
  return { perSecond, processorUs: (user + system) / count };
});

async function engineAppend(database: Database): Promise<Append> {
  const store = await postgresEventStore({ database });
  return async (id) => {
    const stream = `post-${id}`;
    const done = await store.append({
      command: { id, fingerprint: `f-${id}` },
      appends: [
        {
          stream,
          partitionKey: stream,
          expected: 'no-stream',
          events: [{ type: 'PostPublished', schema: 1, data: dataOf(id) }],
        },
      ],
      at: Date.now(),
      actor: id,
      meta: null,
    });
    if (done.status !== 'appended') throw new Error(`An append was answered ${done.status}.`);
  };
}

/** What came while the last INSERT was on its way is the next one. */
function bareAppend(database: Database): Append {
  let waiting: { id: string; resolve: () => void }[] = [];
  let writing = false;

  async function write(): Promise<void> {
    writing = true;
    await new Promise((resolve) => void setImmediate(resolve));
    const batch = waiting;
    waiting = [];
    const at = Date.now();
    await database.write(
      `INSERT INTO bare (stream, version, type, at, data)
       SELECT * FROM unnest($1::text[], $2::integer[], $3::text[], $4::bigint[], $5::text[])`,
      [
        arrayLiteral(batch.map(({ id }) => `post-${id}`)),
        arrayLiteral(batch.map(() => 1)),
        arrayLiteral(batch.map(() => 'PostPublished')),
        arrayLiteral(batch.map(() => at)),
        arrayLiteral(batch.map(({ id }) => dataOf(id))),
      ],
    );
    writing = false;
    for (const { resolve } of batch) resolve();
    if (waiting.length > 0) void write();
  }

  return (id) =>
    new Promise<void>((resolve) => {
      waiting.push({ id, resolve });
      if (!writing) void write();
    });
}
