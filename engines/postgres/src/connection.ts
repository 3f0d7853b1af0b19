import { Fault, systemClock, type Clock } from '@touchline/kernel';
import pg from 'pg';
import { columnValue } from './column-value.ts';
import { brokeDown, connectionFault, type Outcome } from './connection-fault.ts';
import type { Database, DatabaseOptions, Run } from './database.ts';

const keepAliveMs = 10_000;
const idleMs = 30_000;

/** A bounded pool of connections to one database. */
export function postgresDatabase(
  options: DatabaseOptions,
  clock: Pick<Clock, 'after'> = systemClock,
): Database {
  const { waitingMax = 1000, statementMsMax = 30_000 } = options;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? 10,
    connectionTimeoutMillis: options.connectMsMax ?? 5000,
    idleTimeoutMillis: idleMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveMs,
    application_name: 'touchline',
    types: { getTypeParser: columnValue },
  });
  // A connection that breaks while nobody uses it is replaced when one is needed.
  pool.on('error', () => undefined);
  let closed = false;

  async function connect(): Promise<pg.PoolClient> {
    if (closed) throw new Fault('closed', 'The database is closed.');
    if (pool.waitingCount >= waitingMax)
      throw new Fault('overloaded', `${waitingMax} statements wait for a connection. Nothing was tried.`);
    try {
      return await pool.connect();
    } catch (cause) {
      throw new Fault('overloaded', 'PostgreSQL gives no connection. Nothing was tried.', { cause });
    }
  }

  /** Lends a connection for a bounded time. `outcome` tells what a loss of it means at the moment. */
  async function lend<T>(work: (client: pg.PoolClient) => Promise<T>, outcome: () => Outcome): Promise<T> {
    const client = await connect();
    const seen = { lost: false, warned: false };
    const lose = (): void => void (seen.lost = true);
    const warn = (notice: { code: string | undefined }): void => {
      if (notice.code?.startsWith('01')) seen.warned = true;
    };
    client.on('error', lose).on('notice', warn);
    // Ending a busy connection cuts it, and its statement fails as any does whose connection was lost.
    const stop = clock.after(statementMsMax, () => {
      lose();
      void client.end();
    });
    try {
      const result = await work(client);
      // The one warning a commit gives: it stopped waiting for the standbys that were to have it, too.
      if (seen.warned && outcome() === 'unknown')
        throw new Fault('outcome-unknown', 'PostgreSQL committed with a warning.');
      return result;
    } catch (error) {
      if (brokeDown(error)) lose();
      throw connectionFault(error, seen.lost, outcome());
    } finally {
      stop();
      client.off('error', lose).off('notice', warn);
      client.release(seen.lost || client.getTransactionStatus() !== 'I');
    }
  }

  return {
    read: (text, values) =>
      lend(
        (client) => runOn(client)(text, values),
        () => 'nothing',
      ),

    write: (text, values) =>
      lend(
        (client) => runOn(client)(text, values),
        () => 'unknown',
      ),

    transaction(work) {
      let outcome: Outcome = 'nothing';
      return lend(
        async (client) => {
          await ask(client, 'BEGIN ISOLATION LEVEL READ COMMITTED');
          const result = await orRollBack(client, () => work(runOn(client)));
          outcome = 'unknown';
          const { command } = await ask(client, 'COMMIT');
          if (command === 'COMMIT') return result;
          outcome = 'nothing';
          throw new Fault('internal', 'A statement of the transaction had failed, and was not heeded.');
        },
        () => outcome,
      );
    },

    async close() {
      if (closed) return;
      closed = true;
      await pool.end();
    },
  };
}

/**
 * With a callback: where pg gives a promise, the statement and all its values stay until V8 collects its whole heap, which
 * then has to be often.
 */
const ask = (
  client: pg.PoolClient,
  text: string,
  values: readonly unknown[] = [],
): Promise<pg.QueryArrayResult> =>
  new Promise((resolve, reject) => {
    client.query({ text, values: [...values], rowMode: 'array' }, (error: Error | undefined, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  });

const runOn =
  (client: pg.PoolClient): Run =>
  async <Row extends readonly unknown[]>(text: string, values: readonly unknown[] = []) => {
    const { rows } = await ask(client, text, values);
    return rows as unknown as Row[];
  };

async function orRollBack<T>(client: pg.PoolClient, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Where this fails, too, the connection is given up, and the server rolls back by itself.
    await ask(client, 'ROLLBACK').catch(() => undefined);
    throw error;
  }
}
