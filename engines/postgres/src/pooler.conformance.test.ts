import { after, before } from 'node:test';
import { eventStoreConformance, keyStoreConformance, queueConformance } from '@touchline/kernel/conformance';
import { postgresDatabase } from './connection.ts';
import type { Database } from './database.ts';
import { postgresEventStore } from './events/event-store.ts';
import { postgresKeyStore } from './keys/key-store.ts';
import { postgresQueue } from './queue/queue.ts';
import { alone } from './testing/alone.ts';
import { testDatabase, type TestDatabase } from './testing/test-database.ts';
import { testServer, type TestServer } from './testing/test-server.ts';
import { withPooler } from './testing/with-postgres.ts';

withPooler('through PgBouncer in transaction mode', () => {
  let server: TestServer;
  let made: TestDatabase;
  let database: Database;
  let schemas = 0;
  before(async () => {
    server = await testServer();
    made = await testDatabase(server);
    const pooled = await server.pooler();
    database = postgresDatabase({ url: pooled(new URL(made.url).pathname.slice(1)) });
  });
  after(async () => {
    await database.close();
    await server.stop();
  });

  eventStoreConformance(
    async ({ partitions }) => {
      const schema = `log_${++schemas}`;
      const open = () => postgresEventStore({ database, schema, partitions });
      let store = await open();
      return {
        store,
        async reopen() {
          await store.close();
          return (store = await open());
        },
        dispose: () => store.close(),
      };
    },
    { partitions: [4], commandsMany: 2000 },
  );

  keyStoreConformance(async () => {
    const schema = `keys_${++schemas}`;
    const open = () => postgresKeyStore({ database, schema, master: Buffer.alloc(32, 7), clock: alone });
    let store = await open();
    return {
      store,
      async reopen() {
        await store.close();
        return (store = await open());
      },
      dispose: () => store.close(),
    };
  });

  queueConformance(async (clock) => {
    const schema = `queue_${++schemas}`;
    const open = () => postgresQueue({ database, schema, clock });
    return { queue: await open(), reopen: open, dispose: async () => {} };
  });
});
