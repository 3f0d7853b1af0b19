import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { startServer } from '@touchline/server/start-server';

type Config = Parameters<typeof startServer>[0];

const worker = join(import.meta.dirname, 'server.worker.ts');

/** A server that can be killed at any moment, and started again on what it left. */
export interface ServerApart {
  readonly url: string;
  kill(): Promise<void>;
  /** At the same address as before. */
  startAgain(): Promise<void>;
}

export async function serverApart(config: Config, dist: string): Promise<ServerApart> {
  let child: ChildProcess;
  async function start(port: number): Promise<string> {
    child = fork(worker, [JSON.stringify({ ...config, port, dist })], { execArgv: [] });
    const ended = once(child, 'exit').then(() => {
      throw new Error('The server ended before it answered (see above).');
    });
    const [url] = (await Promise.race([once(child, 'message'), ended])) as [string];
    return url;
  }
  async function kill(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  const url = await start(0);
  return { url, kill, startAgain: async () => void (await start(Number(new URL(url).port))) };
}
