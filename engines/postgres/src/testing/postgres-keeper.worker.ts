// A process of its own that runs a throw-away PostgreSQL for the one that started it, tells `port` when it answers,
// and clears everything away when that one ends, however it ended: their pipe closes then.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const portsMax = 5;
const nobody = 65_534;

const [, , found = '', password = ''] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'touchline-postgres-'));
const data = join(folder, 'data');
// The server refuses to run as root.
const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
let server: ChildProcess | undefined;
let ending = false;

function end(code: number): void {
  if (ending) return;
  ending = true;
  const clear = (): void => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(code);
  };
  if (!server || server.exitCode !== null) return clear();
  server.once('exit', clear);
  server.kill('SIGINT'); // A fast shutdown: connections are cut.
}
process.stdin.on('end', () => end(0)).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0));

/** Where the server's user may run them. */
function reachableBinaries(): string {
  const run = (bin: string): unknown =>
    execFileSync(join(bin, 'postgres'), ['--version'], { ...user, cwd: folder, stdio: 'ignore' });
  try {
    run(found);
    return found;
  } catch {
    const copy = join(folder, 'native');
    cpSync(dirname(found), copy, { recursive: true, verbatimSymlinks: true });
    run(join(copy, 'bin'));
    return join(copy, 'bin');
  }
}

function makeCluster(bin: string): void {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password);
  if (user.uid !== undefined) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
  execFileSync(
    join(bin, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // An order that is not that of bytes, as most clusters have: what leans on the order of bytes must say so.
      '--locale-provider=icu',
      '--icu-locale=en-US',
      '--locale=C',
      '--no-sync',
    ],
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => void probe.close(resolve));
  return port;
}

/** Answers whether the server accepts connections; not when another took the port in between. */
async function startOn(bin: string, port: number): Promise<boolean> {
  const settings = [
    `listen_addresses=127.0.0.1`,
    `port=${port}`,
    `unix_socket_directories=`,
    `fsync=on`,
    `max_connections=200`,
    `shared_buffers=64MB`,
    `max_prepared_transactions=0`,
    `log_checkpoints=off`,
  ].flatMap((setting) => ['-c', setting]);
  server = spawn(join(bin, 'postgres'), ['-D', data, ...settings], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const started = server;
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    started.once('error', reject).once('exit', () => {
      if (said.some((line) => line.includes('could not bind'))) resolve(false);
      else reject(new Error(`PostgreSQL did not start:\n${said.join('\n')}`));
    });
    createInterface(started.stderr as NodeJS.ReadableStream).on('line', (line) => {
      if (said.length < 100) said.push(line);
      if (line.includes('ready to accept connections')) resolve(true);
    });
  });
}

try {
  const bin = reachableBinaries();
  makeCluster(bin);
  for (let tries = 0; ; tries++) {
    if (tries === portsMax) throw new Error(`None of ${portsMax} free ports could be taken.`);
    const port = await freePort();
    if (!(await startOn(bin, port))) continue;
    server?.once('exit', () => end(1));
    process.stdout.write(`${port}\n`);
    break;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  end(1);
}
