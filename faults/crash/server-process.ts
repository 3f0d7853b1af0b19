import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ServerProcess {
  readonly url: URL;
  /** Bearer token of the operator. */
  readonly key: string;
  /** Resolves once the process has ended. */
  kill(): Promise<void>;
}

const main = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));
const sabotagedMain = fileURLToPath(new URL('./sabotaged-server.worker.ts', import.meta.url));
/** More than one, so that order is never taken for granted across them. */
export const partitions = 3;
const startMsMax = 60_000;

/** A process that serves a folder. With `killAfterMs` it is killed then, wherever it stands; `undefined` when that was before it listened. */
export async function startServerProcess(
  folder: string,
  options: { sabotage?: string; killAfterMs?: number } = {},
): Promise<ServerProcess | undefined> {
  const { sabotage, killAfterMs } = options;
  const program = sabotage === undefined ? [main] : [sabotagedMain, '--sabotage', sabotage];
  const child = spawn(
    process.execPath,
    [...program, '--port', '0', '--data', folder, '--partitions', String(partitions)],
    { stdio: ['ignore', 'pipe', 'pipe'], timeout: 10 * 60_000, killSignal: 'SIGKILL' },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.once('exit', (code, signal) => {
    if (!child.killed) console.log(`✖ The server ended by itself (${code ?? signal}): ${errors}`);
  });
  const early = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const url = await new Promise<string | undefined>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The server did not start within ${startMsMax} ms: ${errors}`));
    }, startMsMax);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /Touchline is at (\S+)/.exec(said)?.[1];
      // What a server said just before it was killed at its start comes in later.
      if (found === undefined || child.killed) return;
      clearTimeout(early);
      clearTimeout(late);
      resolve(found);
    });
    child.once('close', (code, signal) => {
      clearTimeout(late);
      if (signal === 'SIGKILL' && early !== undefined) resolve(undefined);
      else reject(new Error(`The server ended at its start (${code ?? signal}): ${errors}`));
    });
  });
  if (url === undefined) return undefined;
  const { key } = JSON.parse(readFileSync(join(folder, 'run', 'server.json'), 'utf8')) as { key: string };
  return {
    url: new URL(url),
    key,
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
