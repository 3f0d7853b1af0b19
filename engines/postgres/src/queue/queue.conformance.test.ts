import { after, before } from 'node:test';
import { queueConformance } from '@touchline/kernel/conformance';
import { postgresDatabase } from '../connection.ts';
import type { Database } from '../database.ts';
import { testDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresQueue } from './queue.ts';

withPostgres('the queue on PostgreSQL', () => {
  let made: TestDatabase;
  let database: Database;
  let queues = 0;
  before(async () => {
    made = await testDatabase();
    database = postgresDatabase({ url: made.url });
  });
  after(async () => {
    await database.close();
    await made.drop();
  });

  queueConformance(async (clock) => {
    const schema = `queue_${++queues}`;
    const open = () => postgresQueue({ database, schema, clock });
    return { queue: await open(), reopen: open, dispose: async () => undefined };
  });
});
