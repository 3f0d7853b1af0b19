import { after, before } from 'node:test';
import { keyStoreConformance } from '@touchline/kernel/conformance';
import { postgresDatabase } from '../connection.ts';
import type { Database } from '../database.ts';
import { alone } from '../testing/alone.ts';
import { testDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresKeyStore } from './key-store.ts';

withPostgres('the key store on PostgreSQL', () => {
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

  keyStoreConformance(async () => {
    const schema = `keys_${++stores}`;
    const open = () =>
      postgresKeyStore({ database, schema, master: Buffer.alloc(32, 7), cacheMax: 2, clock: alone });
    let store = await open();
    return {
      store,
      reopen: async () => {
        await store.close();
        return (store = await open());
      },
      bytes: async () =>
        Buffer.concat(
          (await database.read<[Buffer]>(`SELECT coalesce(wrapped, '') FROM ${schema}.keys`)).flat(),
        ),
      dispose: () => store.close(),
    };
  });
});
