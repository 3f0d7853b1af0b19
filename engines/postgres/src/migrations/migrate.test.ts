import { deepEqual, rejects } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { postgresDatabase } from '../connection.ts';
import type { Database } from '../database.ts';
import { testDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { migrate, type Migration } from './migrate.ts';

const people: Migration = { name: 'people', sql: (schema) => `CREATE TABLE ${schema}.people (id text)` };
const teams: Migration = {
  name: 'teams',
  sql: (schema) => `CREATE TABLE ${schema}.teams (id text); INSERT INTO ${schema}.teams VALUES ('a')`,
};
const broken: Migration = {
  name: 'broken',
  sql: (schema) => `CREATE TABLE ${schema}.matches (id text); SELECT 1 / 0`,
};

withPostgres('migrations', () => {
  let made: TestDatabase;
  let database: Database;
  before(async () => {
    made = await testDatabase();
    database = postgresDatabase({ url: made.url });
  });
  after(async () => {
    await database.close();
    await made.drop();
  });

  const tables = async (schema: string): Promise<unknown[]> =>
    (
      await database.read<[string]>(
        'SELECT tablename FROM pg_tables WHERE schemaname = $1 ORDER BY tablename',
        [schema],
      )
    ).flat();

  test('each runs once, however many processes start at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => migrate(database, 'many', [people, teams])));
    deepEqual(await database.read('SELECT id FROM many.teams'), [['a']]);
  });

  test('a later release adds what is missing, in another schema than its neighbours', async () => {
    await migrate(database, 'later', [people]);
    deepEqual(await tables('later'), ['migrations', 'people']);
    await migrate(database, 'later', [people, teams]);
    deepEqual(await tables('later'), ['migrations', 'people', 'teams']);
  });

  test('one that fails leaves nothing of itself or of those before it', async () => {
    await rejects(migrate(database, 'half', [people, broken]), /division by zero/);
    deepEqual(await tables('half'), ['migrations']);
  });

  test('a schema of a newer release is refused', async () => {
    await migrate(database, 'newer', [people, teams]);
    await rejects(migrate(database, 'newer', [people]), /newer release/);
  });

  test('a migration that was changed after it ran is refused', async () => {
    await migrate(database, 'changed', [people]);
    await rejects(
      migrate(database, 'changed', [{ ...people, sql: (schema) => `CREATE TABLE ${schema}.x ()` }]),
      /another migration 1/,
    );
  });

  test('a name that is no plain name is refused', async () => {
    await rejects(migrate(database, 'a; DROP SCHEMA public', []), /lower-case letters/);
  });
});
