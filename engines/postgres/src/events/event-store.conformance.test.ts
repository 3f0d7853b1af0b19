import { after, before } from 'node:test';
import { eventStoreConformance } from '@touchline/kernel/conformance';
import { postgresDatabase } from '../connection.ts';
import { testDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresEventStore } from './event-store.ts';

withPostgres('the event store on PostgreSQL', () => {
  let made: TestDatabase;
  let logs = 0;
  before(async () => void (made = await testDatabase()));
  after(() => made.drop());

  eventStoreConformance(
    async ({ partitions }) => {
      const schema = `log_${++logs}`;
      let database = postgresDatabase({ url: made.url });
      const open = () => postgresEventStore({ database, schema, partitions });
      let store = await open();
      const close = async (): Promise<void> => {
        await store.close();
        await database.close();
      };
      return {
        store,
        reopen: async () => {
          await close();
          database = postgresDatabase({ url: made.url });
          return (store = await open());
        },
        dispose: close,
      };
    },
    // Its indexes hold nothing back.
    { partitions: [1, 16], commandsMany: 2000 },
  );
});
