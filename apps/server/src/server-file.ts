import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server leaves in its data folder, so that the command line finds it. */
export interface ServerFile {
  readonly pid: number;
  readonly url: string;
  /** Bearer key of the operator; whoever can read the data folder is one. */
  readonly key: string;
}

export const newOperatorKey = (): string => `operator.${randomBytes(32).toString('base64url')}`;

const pathIn = (dataFolder: string): string => join(dataFolder, 'run', 'server.json');

export async function writeServerFile(dataFolder: string, file: ServerFile): Promise<void> {
  const path = pathIn(dataFolder);
  await mkdir(join(dataFolder, 'run'), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, JSON.stringify(file), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** The running server of a data folder; `undefined` when none runs (a file left behind by a crash does not count). */
export async function readServerFile(dataFolder: string): Promise<ServerFile | undefined> {
  try {
    const file = JSON.parse(await readFile(pathIn(dataFolder), 'utf8')) as ServerFile;
    process.kill(file.pid, 0);
    return file;
  } catch {
    return undefined;
  }
}

export const removeServerFile = (dataFolder: string): Promise<void> =>
  rm(pathIn(dataFolder), { force: true });
