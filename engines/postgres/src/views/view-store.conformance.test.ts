import { after, before, describe } from 'node:test';
import { viewStoreConformance } from '@touchline/kernel/conformance';
import { postgresDatabase } from '../connection.ts';
import type { Database } from '../database.ts';
import { testDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresViewStore } from './view-store.ts';

withPostgres('the view store', () => {
  describe('PostgreSQL', () => {
    let made: TestDatabase;
    let database: Database;
    let stores = 0;
    before(async () => {
      made = await testDatabase();
      database = postgresDatabase({ url: made.url });
    });
    after(async () => {
      await database.close();
      await made.drop();
    });

    viewStoreConformance(async () => {
      const schema = `views_${++stores}`;
      return {
        store: await postgresViewStore(database, schema),
        reopen: () => postgresViewStore(database, schema),
        dispose: async () => {},
      };
    });
  });
});
