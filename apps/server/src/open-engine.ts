import { join } from 'node:path';
import { embeddedEngine, fileSecrets } from '@touchline/engine-embedded';
import type { RedisParts } from '@touchline/engine-redis';
import { Fault, type Clock } from '@touchline/kernel';
import type { Engine } from '@touchline/kernel/ports';
import { ConfigFault, type Config } from './config.ts';
import type { PostgresConfig } from './config/engine-from.ts';
import type { Log } from './log.ts';

/** Opens the engine that was chosen. */
export async function openEngine(
  {
    dataFolder,
    partitions,
    engine,
  }: Pick<Config, 'dataFolder' | 'partitions'> & Partial<Pick<Config, 'engine'>>,
  clock: Clock,
  log: Log = () => {},
): Promise<Engine> {
  if (engine?.name === 'postgres') return openPostgres(engine, dataFolder, partitions, clock, log);
  const onEmptied = (what: string): void => log(what, { level: 'warn', event: 'views-emptied' });
  const onLost = (what: string): void => log(what, { level: 'warn', event: 'part-lost' });
  return embeddedEngine({ folder: dataFolder, partitions, onEmptied, onLost });
}

async function openPostgres(
  { database, keysDatabase, masterKey, allowUnsafe, redis }: PostgresConfig,
  dataFolder: string,
  partitions: number | undefined,
  clock: Clock,
  log: Log,
): Promise<Engine> {
  // Loaded only here: who runs on one folder need not wait for it.
  const { postgresEngine, UnsafeDurability } = await import('@touchline/engine-postgres');
  const master = masterKey ?? fileSecrets(join(dataFolder, 'secrets')).now('master');
  const shared = redis === undefined ? undefined : await openRedis(redis, master, clock, log);
  try {
    const engine = await postgresEngine({
      database: { url: database },
      ...(keysDatabase !== undefined && { keys: { url: keysDatabase } }),
      master,
      partitions,
      clock,
      allowUnsafe,
      cache: shared?.cache,
      wakeUps: shared?.wakeUps,
    });
    const close = async (): Promise<void> => {
      await engine.close();
      shared?.close();
    };
    return { ...engine, close };
  } catch (error) {
    shared?.close();
    if (error instanceof Fault && error.code === 'overloaded') throw noConnection(database, error);
    if (!(error instanceof UnsafeDurability)) throw error;
    throw new ConfigFault(
      `${error.message} Change that; or start with --unsafe-durability, and it is called unsafe wherever durability is told.`,
      { cause: error },
    );
  }
}

/** What a start says of a database that does not answer. Neither the user nor the password is told. */
function noConnection(database: string, error: Fault): Error {
  const { host, pathname } = new URL(database);
  const { message, code = error.message } = (error.cause ?? error) as NodeJS.ErrnoException;
  return new Error(
    `PostgreSQL at ${host}${pathname} cannot be used (${message || code}). Check that it runs, and what --database and ` +
      '--keys-database say.',
    { cause: error },
  );
}

/** What it costs when it is lost is time: the server starts without it, and goes on without it. */
async function openRedis(url: string, master: Uint8Array, clock: Clock, log: Log): Promise<RedisParts> {
  const { redisParts } = await import('@touchline/engine-redis');
  const onState = (state: 'up' | 'down', why: string): void =>
    log(
      state === 'up'
        ? 'Redis answers: rows are cached, and processes tell each other of what is new.'
        : `Redis does not answer (${why}): everything goes on from PostgreSQL, a little slower.`,
    );
  return redisParts({ url, master, clock, onState });
}

/** Where the data is, without what is secret of it. */
export function placeOf({ engine, dataFolder }: Pick<Config, 'engine' | 'dataFolder'>): string {
  if (engine.name === 'embedded') return dataFolder;
  const { host, pathname } = new URL(engine.database);
  return `PostgreSQL at ${host}${pathname}`;
}
