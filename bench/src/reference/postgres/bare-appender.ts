import { arrayLiteral } from './array-literal.ts';
import { postgresDatabase } from '../../../../engines/postgres/src/connection.ts';
import { dataOf } from '../../tasks/append-question.ts';
import type { Appender } from './appender.ts';

export async function prepareBare(url: string): Promise<void> {
  const database = postgresDatabase({ url });
  await database.write(`CREATE TABLE bare (position bigserial PRIMARY KEY, stream text NOT NULL,
    version integer NOT NULL, type text NOT NULL, at bigint NOT NULL, data text NOT NULL, UNIQUE (stream, version))`);
  await database.close();
}

/** What came while the last INSERT was on its way is the next one. */
export function bareAppender(url: string): Appender {
  const database = postgresDatabase({ url });
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

  return {
    append: (id) =>
      new Promise<void>((resolve) => {
        waiting.push({ id, resolve });
        if (!writing) void write();
      }),
    close: () => database.close(),
  };
}
