// A process of its own that runs throw-away servers for the one that started it, and tells the port of each when it
// begins to answer. It clears everything away when the one that started it ends, however it ended: their pipe closes
// then. Told `crash` it cuts PostgreSQL's power and starts it again; told `pooler` it puts one before it.
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { keptServer, type KeptServer } from './kept-server.ts';
import { pooler } from './pooler.ts';
import { postgresCluster } from './postgres-cluster.ts';

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

function keep(server: KeptServer): KeptServer {
  running.add(server);
  server.child.once('exit', () => running.has(server) && void end(1));
  process.stdout.write(`${server.port}\n`);
  return server;
}

async function main(): Promise<void> {
  const commands = createInterface(process.stdin).on('close', () => void end(0));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  const cluster = postgresCluster(binaries, password, ground);
  let server = keep(await keptServer(cluster, ground));
  for await (const command of commands)
    if (command === 'pooler') {
      keep(await keptServer(pooler(poolerPath, { port: server.port, password }, ground), ground));
    } else {
      await stop(server);
      server = keep(await keptServer(cluster, ground, server.port));
    }
}

main().catch(fail);
