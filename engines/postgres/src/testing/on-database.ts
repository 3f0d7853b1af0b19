import { postgresDatabase } from '../connection.ts';
import type { Database } from '../database.ts';
import { testDatabase } from './test-database.ts';

/** A fresh database for one test, and as many pools on it as it likes to have: processes, so to speak. */
export async function onDatabase(work: (open: () => Database, url: string) => Promise<void>): Promise<void> {
  const made = await testDatabase();
  const opened: Database[] = [];
  try {
    await work(() => {
      const database = postgresDatabase({ url: made.url });
      opened.push(database);
      return database;
    }, made.url);
  } finally {
    for (const database of opened) await database.close();
    await made.drop();
  }
}
