import { rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@touchline/kernel';
import { postgresEngine } from './index.ts';
import { postgresMoveSource } from './moving/move-source.ts';
import { onDatabase } from './testing/on-database.ts';
import { statement } from './testing/statement.ts';
import { withPostgres } from './testing/with-postgres.ts';

const master = Buffer.alloc(32, 7);

withPostgres('settings of PostgreSQL', () => {
  /** A database of its own where a setting is another. */
  const onSetting = (setting: string, work: (url: string) => Promise<void>): Promise<void> =>
    onDatabase(async (_open, url) => {
      await statement(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET ${setting}`);
      await work(url);
    });

  test('PD1: those of a database of the keys are looked at as those of the log are', () =>
    onDatabase((_open, url) =>
      onSetting(`default_transaction_isolation = 'serializable'`, async (keysUrl) => {
        const started = postgresEngine({ database: { url }, keys: { url: keysUrl }, master });
        await rejects(
          started.then((engine) => engine.close()),
          /The database of the keys cannot keep them: default_transaction_isolation is 'serializable'/,
        );
      }),
    ));

  for (const [name, value] of Object.entries({ bytea_output: 'escape', extra_float_digits: '0' }))
    test(`VW23: where ${name} is ${value}, neither an engine starts nor is anything moved from there`, () =>
      onSetting(`${name} = ${value}`, async (url) => {
        const options = { database: { url }, master };
        const refused = { code: 'internal', message: new RegExp(`: ${name} is`) };
        await rejects(postgresEngine(options), refused);
        await rejects(postgresMoveSource({ ...options, clock: systemClock }), refused);
      }));
});
