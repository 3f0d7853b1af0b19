import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pgBouncer, postgresBinaries } from './postgres-binaries.ts';

export interface TestServer {
  /** Of a database on it, which need not exist yet. */
  url(database: string): string;
  /** Puts a pooler in transaction mode before it; answers what `url` does, through the pooler. */
  pooler(): Promise<TestServer['url']>;
  /** Kills it without a warning, as a power cut would; resolves when it answers again. */
  crash(): Promise<void>;
  /** Starts a standby that finds its primary at this port of the loopback address; resolves when it can be read. */
  standby(port: number): Promise<void>;
  /** Kills the primary without a warning, and the standby takes its place; answers what `url` does, for the new one. */
  promote(): Promise<TestServer['url']>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

let running: Promise<TestServer> | undefined;

/** The throw-away PostgreSQL that all tests of this process share. It ends, and its data goes, when the process does. */
export const sharedServer = (): Promise<TestServer> => (running ??= testServer());

/** A throw-away PostgreSQL of one's own. */
export async function testServer(): Promise<TestServer> {
  const binaries = postgresBinaries();
  if (binaries === undefined) throw new Error('There are no PostgreSQL binaries for this platform.');
  const password = randomBytes(16).toString('hex');
  const keeper = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('./keeper/keeper.worker.ts', import.meta.url)),
      binaries,
      password,
      pgBouncer() ?? '',
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => void keeper.once('exit', () => resolve()));
  const answering = createInterface(keeper.stdout);
  const nextPort = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const failed = (): void => reject(new Error('No PostgreSQL for tests: its keeper has ended.'));
      keeper.once('exit', failed).once('error', reject);
      answering.once('line', (line) => {
        keeper.off('exit', failed).off('error', reject);
        resolve(Number(line));
      });
    });
  const ask = (command: 'crash' | 'pooler' | 'promote' | `standby ${number}`): Promise<number> => {
    const port = nextPort();
    keeper.stdin.write(`${command}\n`);
    return port;
  };
  const urlOn =
    (port: number): TestServer['url'] =>
    (database) =>
      `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const url = urlOn(await nextPort());
  // The tests may end while it runs: that is its sign to stop.
  keeper.unref();
  for (const pipe of [keeper.stdin, keeper.stdout] as unknown as { unref(): void }[]) pipe.unref();
  return {
    url,
    pooler: async () => urlOn(await ask('pooler')),
    crash: async () => void (await ask('crash')),
    standby: async (port) => void (await ask(`standby ${port}`)),
    promote: async () => urlOn(await ask('promote')),
    async stop() {
      keeper.ref();
      keeper.stdin.end();
      await ended;
    },
  };
}
