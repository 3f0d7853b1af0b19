// A process of its own that runs throw-away servers for the one that started it, and tells the port of each when it
// begins to answer. It clears everything away when the one that started it ends, however it ended: their pipe closes
// then. Told `crash` it cuts PostgreSQL's power and starts it again; told `pooler` it puts one before it; told `standby`
// and a port it starts a standby that finds its primary there; told `promote` it kills the primary, and the standby
// takes its place.
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { keptServer, type KeptServer } from './kept-server.ts';
import { pooler } from './pooler.ts';
import { postgresCluster, type Cluster } from './postgres-cluster.ts';

const nobody = 65_534;
const [, , binaries = '', password = '', poolerPath = ''] = process.argv;
const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
const folder = mkdtempSync(join(tmpdir(), 'touchline-postgres-'));
if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
const ground = { folder, user };
const running = new Set<KeptServer>();
let ending = false;

/** At once: what it had not written to its log is gone. A fast shutdown can wait forever on a server that is just recovering. */
async function stop(server: KeptServer): Promise<void> {
  running.delete(server);
  if (server.ended()) return;
  const gone = new Promise((resolve) => void server.child.once('exit', resolve));
  server.child.kill('SIGQUIT');
  await gone;
}

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  for (const server of running) await stop(server);
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  void end(1);
}

function keepQuietly(server: KeptServer): KeptServer {
  running.add(server);
  server.child.once('exit', () => running.has(server) && void end(1));
  return server;
}

function keep(server: KeptServer): KeptServer {
  process.stdout.write(`${server.port}\n`);
  return keepQuietly(server);
}

async function main(): Promise<void> {
  const commands = createInterface(process.stdin).on('close', () => void end(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  let cluster = postgresCluster(binaries, password, ground);
  let server = keep(await keptServer(cluster, ground));
  let beside: { readonly cluster: Cluster; readonly server: KeptServer } | undefined;
  let standbys = 0;
  for await (const line of commands) {
    const [command, port] = line.split(' ');
    if (command === 'pooler') {
      keep(await keptServer(pooler(poolerPath, { port: server.port, password }, ground), ground));
      continue;
    }
    await stop(server);
    if (command === 'crash') server = keep(await keptServer(cluster, ground, server.port));
    if (command === 'standby') {
      const standby = cluster.standby(`standby-${++standbys}`, Number(port));
      server = keepQuietly(await keptServer(cluster, ground, server.port));
      beside = { cluster: standby, server: keep(await keptServer(standby, ground)) };
    }
    if (command === 'promote' && beside) {
      rmSync(cluster.data, { recursive: true, force: true });
      ({ cluster, server } = beside);
      writeFileSync(join(cluster.data, 'promote'), '');
      server.child.kill('SIGUSR1');
      process.stdout.write(`${server.port}\n`);
    }
  }
}

main().catch(fail);
