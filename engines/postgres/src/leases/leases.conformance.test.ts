import { deepEqual, equal } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { leaseConformance } from '@touchline/kernel/conformance';
import { postgresDatabase } from '../connection.ts';
import type { Database } from '../database.ts';
import { testDatabase, type TestDatabase } from '../testing/test-database.ts';
import { withPostgres } from '../testing/with-postgres.ts';
import { postgresLeases } from './leases.ts';

withPostgres('leases on PostgreSQL', () => {
  let made: TestDatabase;
  let database: Database;
  let schemas = 0;
  before(async () => {
    made = await testDatabase();
    database = postgresDatabase({ url: made.url });
  });
  after(async () => {
    await database.close();
    await made.drop();
  });
  const until = (schema: string, member: string, time: string): Promise<unknown> =>
    database.write(`UPDATE ${schema}.members SET until = ${time} WHERE name = $1`, [member]);

  leaseConformance(async () => {
    const schema = `leases_${++schemas}`;
    const opened: Database[] = [];
    const open = (): ReturnType<typeof postgresLeases> => {
      const own = postgresDatabase({ url: made.url, connectionsMax: 1 });
      opened.push(own);
      return postgresLeases({ database: own, schema });
    };
    return {
      leases: await open(),
      beside: open,
      lapse: async (member) => void (await until(schema, member, 'clock_timestamp()')),
      async dispose() {
        for (const own of opened) await own.close();
      },
    };
  });

  test('OW3: who was last heard of before the clock of the database went back is not believed for longer', async () => {
    const schema = `leases_${++schemas}`;
    const leases = await postgresLeases({ database, schema });
    const wishes = { wants: ['x'], needs: [] };
    await leases.beat('a', wishes);
    await leases.claim('a', ['x']);
    await until(schema, 'a', `clock_timestamp() + interval '1 hour'`);
    const { members } = await leases.beat('b', wishes);
    deepEqual(
      members.map(({ name }) => name),
      ['b'],
    );
    equal((await leases.claim('b', ['x'])).length, 1);
  });

  test('OW3: a member is believed until the time that the database gave it, and not beyond', async () => {
    const schema = `leases_${++schemas}`;
    const leases = await postgresLeases({ database, schema });
    const wishes = { wants: ['x'], needs: [] };
    await leases.beat('a', wishes);
    await leases.claim('a', ['x']);
    await leases.beat('b', wishes);
    const isTrue = async (what: string): Promise<unknown> =>
      (await database.read(`SELECT ${what} FROM ${schema}.members WHERE name = 'a'`))[0]?.[0];
    equal(await isTrue(`until BETWEEN clock_timestamp() AND clock_timestamp() + interval '5 s'`), true);
    await until(schema, 'a', `clock_timestamp() + interval '40 ms'`);
    for (let got = 0; got === 0;) got = (await leases.claim('b', ['x'])).length;
    equal(await isTrue('until < clock_timestamp()'), true);
  });
});
