import { existsSync } from 'node:fs';
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

/** What fails for ever is not waited for: it is told as it stands. */
const caughtUpMsMax = 10_000;

/** The same app as a server's, without a socket: for when none runs. */
export async function inProcessReach({
  dataFolder,
  partitions,
  creates,
  log,
}: InProcessOptions): Promise<Reach> {
  if (!creates && !existsSync(join(dataFolder, 'log.db')))
    throw new CliFault(
      `There is no data in ${dataFolder}. Name the data folder with --data DIR, or a server with --url URL.`,
    );
  // Loaded only here: talking to a server must not cost the start of one.
  const [{ compose }, { newOperatorKey }, { systemClock }] = await Promise.all([
    import('@touchline/server/compose'),
    import('@touchline/server/server-file'),
    import('@touchline/kernel'),
  ]);
  const operatorKey = newOperatorKey();
  const { app, host, close } = await compose({ dataFolder, partitions }, { operatorKey, log });
  return {
    how: `the data in ${dataFolder} (no server runs on it)`,
    inProcess: true,
    async caughtUp() {
      const late = new AbortController();
      await Promise.race([host.drain(), systemClock.wait(caughtUpMsMax, late.signal)]);
      late.abort();
    },
    close,
    fetch: async (path, ask = {}) =>
      app.fetch(new Request(`http://touchline.invalid${path}`, requestInit(operatorKey, ask))),
  };
}
