import { join } from 'node:path';
import { embeddedEngine, fileSecrets } from '@touchline/engine-embedded';
import type { Clock } from '@touchline/kernel';
import type { Engine } from '@touchline/kernel/ports';
import { ConfigFault, type Config } from './config.ts';
import type { PostgresConfig } from './config/engine-from.ts';

/** Opens the engine that was chosen. */
export async function openEngine(
  {
    dataFolder,
    partitions,
    engine,
  }: Pick<Config, 'dataFolder' | 'partitions'> & Partial<Pick<Config, 'engine'>>,
  clock: Clock,
): Promise<Engine> {
  if (engine?.name === 'postgres') return openPostgres(engine, dataFolder, partitions, clock);
  return embeddedEngine({ folder: dataFolder, partitions });
}

async function openPostgres(
  { database, keysDatabase, masterKey, allowUnsafe }: PostgresConfig,
  dataFolder: string,
  partitions: number | undefined,
  clock: Clock,
): Promise<Engine> {
  // Loaded only here: who runs on one folder need not wait for it.
  const { postgresEngine, UnsafeDurability } = await import('@touchline/engine-postgres');
  try {
    return await postgresEngine({
      database: { url: database },
      ...(keysDatabase !== undefined && { keys: { url: keysDatabase } }),
      master: masterKey ?? fileSecrets(join(dataFolder, 'secrets')).now('master'),
      partitions,
      clock,
      allowUnsafe,
    });
  } catch (error) {
    if (!(error instanceof UnsafeDurability)) throw error;
    throw new ConfigFault(
      `${error.message} Change that; or start with --unsafe-durability, and it is called unsafe wherever durability is told.`,
      { cause: error },
    );
  }
}

/** Where the data is, without what is secret of it. */
export function placeOf({ engine, dataFolder }: Pick<Config, 'engine' | 'dataFolder'>): string {
  if (engine.name === 'embedded') return dataFolder;
  const { host, pathname } = new URL(engine.database);
  return `PostgreSQL at ${host}${pathname}`;
}
