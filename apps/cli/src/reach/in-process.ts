import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CliFault } from '../cli-fault.ts';
import { requestInit, type Reach } from './reach.ts';

export interface InProcessOptions {
  readonly dataFolder: string;
  readonly partitions: number | undefined;
  /** A folder without data is filled; otherwise it is a mistake in the name. */
  readonly creates: boolean;
  readonly log: (line: string) => void;
}

/** The same app as a server's, without a socket: for when none runs. */
export async function inProcessReach({
  dataFolder,
  partitions,
  creates,
  log,
}: InProcessOptions): Promise<Reach> {
  if (creates) await mkdir(dataFolder, { recursive: true });
  else if (!existsSync(join(dataFolder, 'log.db')))
    throw new CliFault(
      `There is no data in ${dataFolder}. Name the data folder with --data DIR, or a server with --url URL.`,
    );
  // Loaded only here: talking to a server must not cost the start of one.
  const [{ compose }, { newOperatorKey }] = await Promise.all([
    import('@touchline/server/compose'),
    import('@touchline/server/server-file'),
  ]);
  const operatorKey = newOperatorKey();
  const { app, close } = await compose({ dataFolder, partitions }, { operatorKey, log });
  return {
    how: `the data in ${dataFolder} (no server runs on it)`,
    inProcess: true,
    close,
    fetch: async (path, ask = {}) =>
      app.fetch(new Request(`http://touchline.invalid${path}`, requestInit(operatorKey, ask))),
  };
}
