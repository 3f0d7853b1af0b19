import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { postgresBinaries } from './postgres-binaries.ts';

export interface TestServer {
  readonly port: number;
  /** Of the user `postgres`. */
  readonly password: string;
}

let running: Promise<TestServer> | undefined;

/** The one throw-away PostgreSQL of this process. It ends, and its data goes, when the process does. */
export const testServer = (): Promise<TestServer> => (running ??= start());

async function start(): Promise<TestServer> {
  const binaries = postgresBinaries();
  if (binaries === undefined) throw new Error('There are no PostgreSQL binaries for this platform.');
  const password = randomBytes(16).toString('hex');
  const keeper = spawn(
    process.execPath,
    [fileURLToPath(new URL('./postgres-keeper.worker.ts', import.meta.url)), binaries, password],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const port = await new Promise<number>((resolve, reject) => {
    keeper.once('error', reject);
    keeper.once('exit', (code) =>
      reject(new Error(`No PostgreSQL for tests: its keeper ended with ${code}.`)),
    );
    createInterface(keeper.stdout).once('line', (line) => resolve(Number(line)));
  });
  // The tests may end while it runs: that is its sign to stop.
  keeper.unref();
  for (const pipe of [keeper.stdin, keeper.stdout] as unknown as { unref(): void }[]) pipe.unref();
  return { port, password };
}
