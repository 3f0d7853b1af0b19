import { readServerFile } from '@touchline/server/server-file';
import { CliFault, usageFault } from '../cli-fault.ts';
import { inProcessReach } from './in-process.ts';
import { ownKeyNeeded } from './own-key-needed.ts';
import type { Reach } from './reach.ts';
import { remoteReach } from './remote.ts';

export interface Where {
  readonly dataFolder: string;
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  /** The command that takes no token, where it is one of those. */
  readonly ownKeyOnly?: string;
  readonly partitions: number | undefined;
  readonly creates: boolean;
  readonly log: (line: string) => void;
}

/** The server that was named, the one that runs on the data folder, or the data folder itself. */
export async function findReach(where: Where): Promise<Reach> {
  const { dataFolder, url, token } = where;
  if (url !== undefined) {
    if (!URL.canParse(url) || !/^https?:/.test(url))
      throw usageFault(`--url takes an address such as http://127.0.0.1:4100, not “${url}”.`);
    const key = token ?? (await ownKey(dataFolder, url));
    if (key === undefined && where.ownKeyOnly !== undefined) throw ownKeyNeeded(where.ownKeyOnly);
    if (key === undefined)
      throw usageFault(
        `--url needs --token TOKEN: the access token of an administrator (POST /v1/sessions gives one).`,
      );
    return remoteReach(url, key);
  }
  if (token !== undefined) throw usageFault('--token goes with --url URL.');
  const running = await readServerFile(dataFolder);
  if (running) return remoteReach(running.url, running.key);
  try {
    return await inProcessReach(where);
  } catch (error) {
    throw error instanceof CliFault ? error : new CliFault((error as Error).message, { cause: error });
  }
}

/** The address of the server that runs on the data folder needs no token: its key lies there. */
async function ownKey(dataFolder: string, url: string): Promise<string | undefined> {
  const running = await readServerFile(dataFolder);
  return running && new URL(running.url).origin === new URL(url).origin ? running.key : undefined;
}
