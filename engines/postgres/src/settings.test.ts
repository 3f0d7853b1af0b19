import { rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { postgresEngine } from './index.ts';
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
});
