import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerProcess } from '../crash/server-process.ts';

export interface TouchlineProcess extends ServerProcess {
  readonly pid: number;
  /** Ends it in peace. */
  stop(): Promise<void>;
  /** It stands still in the middle of whatever it does, and does not know. */
  freeze(): void;
  thaw(): void;
}

const main = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));
/** The same for all: what one process sealed the others open. */
const masterKey = '07'.repeat(32);

/** One of several processes on one database; resolves when it serves. */
export async function touchlineProcess(
  folder: string,
  database: string,
  redis?: string,
): Promise<TouchlineProcess> {
  const child = spawn(
    process.execPath,
    [main, '--port', '0', '--data', folder, '--engine', 'postgres', '--partitions', '4'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        TOUCHLINE_DATABASE: database,
        TOUCHLINE_MASTER_KEY: masterKey,
        ...(redis !== undefined && { TOUCHLINE_REDIS: redis }),
        // Nothing else of ours: but what was compiled before need not be compiled again.
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      },
      timeout: 10 * 60_000,
      killSignal: 'SIGKILL',
    },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  const heard = (chunk: Buffer): void => void (said += chunk.toString());
  child.stderr.on('data', heard);
  child.once('exit', (code, signal) => {
    if (!child.killed) console.log(`✖ The server ended by itself (${code ?? signal}): ${said}`);
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      heard(chunk);
      if (said.includes('Stop with Ctrl-C')) resolve();
    });
    child.once('close', (code, signal) =>
      reject(new Error(`The server ended at its start (${code ?? signal}): ${said}`)),
    );
  });
  const file = readFileSync(join(folder, 'run', 'server.json'), 'utf8');
  const { url, key, pid } = JSON.parse(file) as { url: string; key: string; pid: number };
  return {
    url: new URL(url),
    key,
    pid,
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}
