import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Database, Run } from './database.ts';
import { postgresKeyStore } from './keys/key-store.ts';
import { postgresSecrets } from './keys/secrets.ts';
import { prepareMark, setMoveMark } from './moving/move-mark.ts';
import { postgresQueue } from './queue/queue.ts';
import { alone } from './testing/alone.ts';
import { onDatabase } from './testing/on-database.ts';
import { statement } from './testing/statement.ts';
import { withPostgres } from './testing/with-postgres.ts';
import { postgresViewStore } from './views/view-store.ts';

const master = Buffer.alloc(32, 7);

/** Tells before each commit whether it is going to wait for the disk. */
function watched(database: Database, tell: (level: unknown) => void): Database {
  const transaction: Database['transaction'] = (work) =>
    database.transaction(async (run) => {
      const result = await work(run);
      tell((await run(`SELECT current_setting('synchronous_commit')`))[0]?.[0]);
      return result;
    });
  const write: Run = (text, values) => transaction((run) => run(text, values));
  return { ...database, transaction, write };
}

withPostgres('a database whose commits do not wait for the disk', () => {
  async function levelOf(work: (database: Database) => Promise<() => Promise<unknown>>): Promise<unknown> {
    let level: unknown;
    await onDatabase(async (open, url) => {
      await statement(url, `ALTER DATABASE ${new URL(url).pathname.slice(1)} SET synchronous_commit = off`);
      const act = await work(watched(open(), (found) => (level = found)));
      level = undefined;
      await act();
    });
    return level;
  }

  const message = { id: 'm', key: 'k', kind: 'mail', body: '{}' };
  const waiting: Record<string, (database: Database) => Promise<() => Promise<unknown>>> = {
    'LE1: a document that is new': async (database) => {
      const ledger = await postgresViewStore(database, 'ledger');
      return async () => ledger.putDocument('paused', '[]');
    },
    'SU9: a document that is changed where it still is as it was': async (database) => {
      const ledger = await postgresViewStore(database, 'ledger');
      await ledger.putDocument('paused', '[]');
      return async () => ledger.putDocument('paused', '["a"]', { was: '[]' });
    },
    'LE1: a document that is removed': async (database) => {
      const ledger = await postgresViewStore(database, 'ledger');
      await ledger.putDocument('paused', '[]');
      return async () => ledger.putDocument('paused', undefined);
    },
    'VW38: a commit that is not lax': async (database) => {
      const ledger = await postgresViewStore(database, 'ledger');
      return async () =>
        ledger.commit({ consumer: 'c', changes: [], cursor: { partition: 0, position: 1 }, lax: false });
    },
    'LE1: cursors that are reset': async (database) => {
      const ledger = await postgresViewStore(database, 'ledger');
      await ledger.commit({ consumer: 'c', changes: [], cursor: { partition: 0, position: 1 } });
      return async () => ledger.resetCursors('c');
    },
    'MV4: the mark of a move': async (database) => {
      await prepareMark(database, 'touchline');
      const mark = { kind: 'moved', other: 'there', since: 'now', community: 'c', heads: [] } as const;
      return () => database.transaction((run) => setMoveMark(run, 'touchline', mark));
    },
    'PD1: a key': async (database) => {
      const keys = await postgresKeyStore({ database, schema: 'keys', master });
      return async () => keys.ensure('anna');
    },
    'PD4: an erasure': async (database) => {
      const keys = await postgresKeyStore({ database, schema: 'keys', master, clock: alone });
      return () => keys.destroy('anna');
    },
    'ES15: a secret': async (database) => {
      await postgresKeyStore({ database, schema: 'keys', master });
      return () => postgresSecrets(database, 'keys', master).secret('mail');
    },
    'QU1: a message that is put': async (database) => {
      const queue = await postgresQueue({ database, schema: 'queue' });
      return async () => queue.put(message);
    },
    'QU4: a message that is taken': async (database) => {
      const queue = await postgresQueue({ database, schema: 'queue' });
      await queue.put(message);
      return async () => queue.take(1, 1000);
    },
  };
  for (const [what, work] of Object.entries(waiting))
    test(`${what} waits for it all the same`, async () => equal(await levelOf(work), 'on'));

  test('VW38: a commit that is lax does not wait', async () => {
    const level = await levelOf(async (database) => {
      const ledger = await postgresViewStore(database, 'ledger');
      return async () => ledger.commit({ consumer: 'c', changes: [], lax: true });
    });
    equal(level, 'off');
  });
});
