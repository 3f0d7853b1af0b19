import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { postgresDatabase } from '../../../../engines/postgres/src/connection.ts';
import { dataOf } from '../../tasks/append-question.ts';
import type { Appender } from './appender.ts';

/** In the order of its own install.sh; roles, privileges and the views for reports are left out. */
const parts = ['schema', 'extensions', 'tables', 'types', 'functions', 'indexes'];
const packageFile = '@eventide/message-db/package.json';

/** Makes the tables and functions of Message DB from the SQL of its package. */
export async function prepareMessageDb(url: string): Promise<void> {
  const sql = join(dirname(fileURLToPath(import.meta.resolve(packageFile))), 'database');
  const database = postgresDatabase({ url });
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  // So its functions find one another, as its own role does.
  await database.write(`ALTER DATABASE ${name} SET search_path = message_store, public`);
  await database.close();
  const installing = postgresDatabase({ url, connectionsMax: 1 });
  for (const part of parts)
    for (const file of readdirSync(join(sql, part)).toSorted())
      await installing.write(readFileSync(join(sql, part, file), 'utf8'));
  await installing.close();
}

const connectionsMax = 10;

/** Message DB's `write_message`, one call per event. It lets one caller per category write at a time. */
export function messageDbAppender(url: string, categories: number): Appender {
  const database = postgresDatabase({ url, connectionsMax });
  let n = 0;
  return {
    append(id) {
      const category = categories === 1 ? 'post' : `post${n++ % categories}`;
      return database.write('SELECT write_message($1, $2, $3, $4, NULL, -1)', [
        randomUUID(),
        `${category}-${id}`,
        'PostPublished',
        dataOf(id),
      ]);
    },
    close: () => database.close(),
  };
}
