import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { postgresDatabase } from './connection.ts';
import { sqlState } from './connection-fault.ts';
import { onDatabase } from './testing/on-database.ts';
import { withPostgres } from './testing/with-postgres.ts';

withPostgres('the connection to PostgreSQL', () => {
  test('columns come as numbers, booleans, bytes and text', () =>
    onDatabase(async (open) => {
      const row = await open().read(
        `SELECT 1::bigint, 2::smallint, 3, 0.5::float8, true, '\\x00ff'::bytea, 'ä', NULL`,
      );
      deepEqual(row, [[1, 2, 3, 0.5, true, Buffer.from([0, 255]), 'ä', null]]);
    }));

  test('a transaction is all or nothing, and what is thrown in it comes out as it was', () =>
    onDatabase(async (open) => {
      const database = open();
      await database.write('CREATE TABLE t (n int)');
      await database.transaction((run) => run('INSERT INTO t VALUES (1)'));
      const own = new Error('own');
      const failed = database.transaction(async (run) => {
        await run('INSERT INTO t VALUES (2)');
        throw own;
      });
      await rejects(failed, own);
      await rejects(
        database.transaction((run) => run('SELECT 1 / 0')),
        { name: 'Fault', code: 'internal', retryable: false },
      );
      deepEqual(await database.read('SELECT n FROM t'), [[1]]);
    }));

  test('a failure that nobody heeds does not pass for a commit', () =>
    onDatabase(async (open) => {
      const heedless = open().transaction(async (run) => {
        await run('SELECT 1 / 0').catch(() => undefined);
      });
      await rejects(heedless, { name: 'Fault', code: 'internal' });
    }));

  test('a statement that takes too long is given up; of a write nobody knows, of a read it does not matter', () =>
    onDatabase(async (_open, url) => {
      const database = postgresDatabase({ url, statementMsMax: 100, connectionsMax: 1 });
      await rejects(database.read('SELECT pg_sleep(10)'), { code: 'overloaded' });
      await rejects(database.write('SELECT pg_sleep(10)'), { code: 'outcome-unknown' });
      const dawdling = database.transaction((run) => run('SELECT pg_sleep(10)'));
      await rejects(dawdling, { code: 'overloaded' });
      deepEqual(await database.read('SELECT 1'), [[1]]);
      await database.close();
    }));

  test('a connection that the server ends leaves a write in doubt, and the next statement has another', () =>
    onDatabase(async (open, url) => {
      const one = postgresDatabase({ url, connectionsMax: 1 });
      for (const kind of ['write', 'read'] as const) {
        const [[pid] = []] = await one.read<[number]>('SELECT pg_backend_pid()');
        const lost = rejects(one[kind]('SELECT pg_sleep(10)'), {
          code: kind === 'write' ? 'outcome-unknown' : 'overloaded',
        });
        const ended = await open().read<[boolean]>('SELECT pg_terminate_backend($1)', [pid]);
        deepEqual(ended, [[true]]);
        await lost;
      }
      deepEqual(await one.read('SELECT 1'), [[1]]);
      await one.close();
    }));

  test('SU5: a transaction that the server gave up for its age is trouble of the server, not a mistake in it', () =>
    onDatabase(async (open) => {
      const database = open();
      // Stand for transaction_timeout, which not every release has, and idle_in_transaction_session_timeout.
      for (const state of ['25P04', '25P03']) {
        const text = `DO $$ BEGIN RAISE EXCEPTION 'terminating' USING ERRCODE = '${state}'; END $$`;
        await rejects(database.write(text), { code: 'outcome-unknown', retryable: true });
        await rejects(
          database.transaction((run) => run(text)),
          { code: 'overloaded' },
        );
      }
    }));

  test('a commit with a warning is in doubt: so PostgreSQL says that it stopped waiting for its standbys', () =>
    onDatabase(async (open) => {
      const database = open();
      await database.write('CREATE TABLE t (n int)');
      const warned = database.write(
        `DO $$ BEGIN INSERT INTO t VALUES (1); RAISE WARNING 'not replicated'; END $$`,
      );
      await rejects(warned, { code: 'outcome-unknown' });
      await database.write(`DO $$ BEGIN RAISE NOTICE 'by the way'; END $$`);
    }));

  test('no more wait for a connection than may, and a server that is not there is said to be', () =>
    onDatabase(async (_open, url) => {
      const database = postgresDatabase({ url, connectionsMax: 1, waitingMax: 1 });
      const [first, second] = [database.read('SELECT 1'), database.read('SELECT 2')];
      await rejects(database.read('SELECT 3'), { code: 'overloaded', message: /Nothing was tried/ });
      deepEqual([await first, await second], [[[1]], [[2]]]);
      await database.close();
      await rejects(database.read('SELECT 1'), { code: 'closed' });
      const nobody = postgresDatabase({ url: 'postgres://a:b@127.0.0.1:1/c', connectMsMax: 500 });
      await rejects(nobody.write('SELECT 1'), { code: 'overloaded', message: /Nothing was tried/ });
      await nobody.close();
    }));

  test('errors keep their SQLSTATE; locks and standbys have faults of their own', () =>
    onDatabase(async (open) => {
      const database = open();
      const stateOf = (statement: string): Promise<string | undefined> =>
        database.write(statement).then(() => undefined, sqlState);
      equal(await stateOf('SELECT * FROM nowhere'), '42P01');
      equal(await stateOf('SELECT 1'), undefined);
      await database.write('CREATE TABLE t AS SELECT 1 AS n');
      await database.transaction(async (run) => {
        await run('SELECT n FROM t FOR UPDATE');
        const second = database.read('SELECT n FROM t FOR UPDATE NOWAIT');
        await rejects(second, { name: 'Fault', code: 'contention' });
      });
      const readOnly = database.transaction(async (run) => {
        await run('SET TRANSACTION READ ONLY');
        await run('INSERT INTO t VALUES (1)');
      });
      await rejects(readOnly, { code: 'overloaded', message: /standby/ });
    }));
});
