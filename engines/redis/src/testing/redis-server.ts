import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { redisBinary } from './with-redis.ts';

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Ends it without a warning. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
  /** Stops it in the middle of whatever it does; what is asked waits. */
  stall(): void;
  goOn(): void;
  /** Tells it one command; what it answers is not looked at. */
  tell(command: string): Promise<void>;
}

/** A throw-away Redis (or Valkey) that keeps nothing, on the loopback address. Kill it in the end. */
export async function redisServer(): Promise<RedisServer> {
  const binary = redisBinary();
  if (binary === undefined) throw new Error('Neither redis-server nor valkey-server is installed.');
  const port = await freePort();
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const made = spawn(
      binary as string,
      ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'inherit'] },
    );
    child = made;
    await new Promise<void>((resolve, reject) => {
      made.once('exit', () => reject(new Error(`${binary} ended at its start.`)));
      createInterface(made.stdout).on('line', (line) => {
        if (line.includes('Ready to accept connections')) resolve();
      });
    });
  }

  // Whoever forgets it must not leave it behind.
  process.once('exit', () => child?.kill('SIGKILL'));
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    start,
    async kill() {
      const dying = child;
      child = undefined;
      if (!dying || dying.exitCode !== null) return;
      const ended = once(dying, 'exit');
      dying.kill('SIGKILL');
      await ended;
    },
    stall: () => void child?.kill('SIGSTOP'),
    goOn: () => void child?.kill('SIGCONT'),
    async tell(command) {
      const line = connect(port, '127.0.0.1');
      const closed = new Promise<void>((resolve) => line.once('close', () => resolve()));
      line.on('error', () => undefined).end(`${command}\r\n`);
      line.resume();
      await closed;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => void probe.close(resolve));
  return port;
}
