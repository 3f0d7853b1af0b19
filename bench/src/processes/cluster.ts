import { execFile } from 'node:child_process';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { testDatabase, testServer } from '@touchline/engine-postgres/testing';
import { redisServer } from '@touchline/engine-redis/testing';
import { nginxBinary, startNginx } from '../../../apps/cli/src/gateway/testing/nginx.ts';
import { descendantsOf } from './descendants.ts';
import { startedPinned } from './pinned.ts';
import { postgresProcesses } from './postgres-processes.ts';
import { serverProcess, type ServerProcess } from './server-process.ts';
import { usageOf } from './usage.ts';

export interface Cluster {
  readonly host: string;
  readonly port: number;
  /** Behind the gateway. */
  readonly servers: readonly ServerProcess[];
  /** Processor time used so far, by what used it. */
  usage(): { readonly touchline: number; readonly postgres: number; readonly others: number };
  stop(): Promise<void>;
}

const cli = fileURLToPath(new URL('../../../apps/cli/src/main.ts', import.meta.url));
const touchline = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [cli, ...args])).stdout;
const readyMsMax = 120_000;

/**
 * Moves a data folder to PostgreSQL and starts server processes on it, with Redis, behind nginx as `touchline
 * gateway-config` sets it up. All of it runs on the server's processor.
 */
export async function startCluster(folder: string, processes: number): Promise<Cluster> {
  const binary = nginxBinary;
  if (binary === undefined) throw new Error('nginx is not installed: apt-get install nginx-light.');
  await using opened = new AsyncDisposableStack();
  const postgres = await startedPinned(testServer);
  opened.defer(() => postgres.stop());
  const redis = await startedPinned(redisServer);
  opened.defer(() => redis.kill());
  const { url } = await testDatabase(postgres);
  await touchline('migrate', '--from', folder, '--to', url);

  const servers: ServerProcess[] = [];
  for (let n = 0; n < processes; n++) {
    const own = `${folder}-process-${n}`;
    opened.defer(() => rm(own, { recursive: true, force: true }));
    await mkdir(own);
    await cp(join(folder, 'secrets'), join(own, 'secrets'), { recursive: true });
    const options = ['--engine', 'postgres', '--database', url, '--redis', redis.url, '--proxies', '1'];
    const server = await serverProcess(own, options);
    opened.defer(() => server.stop());
    servers.push(server);
  }
  for (const server of servers) await untilReady(server.url);

  const nginx = await startedPinned(() =>
    startNginx(binary, ({ port, accessLog }) => {
      const services = servers.map((server) => `all=${server.url}`).join();
      const where = ['--services', services, '--listen', String(port), '--access-log', accessLog];
      return touchline('gateway-config', 'nginx', ...where);
    }),
  );
  opened.defer(() => nginx.stop());
  const postgresUsed = await postgresProcesses(url);
  const running = opened.move();
  const { hostname, port } = new URL(nginx.url);
  return {
    host: hostname,
    port: Number(port),
    servers,
    usage() {
      const known = new Set([
        ...servers.map(({ pid }) => pid),
        postgresUsed.pid,
        ...descendantsOf(postgresUsed.pid),
      ]);
      const rest = descendantsOf(process.pid).filter((pid) => !known.has(pid));
      return {
        touchline: servers.reduce((sum, server) => sum + server.usage().cpuSeconds, 0),
        postgres: postgresUsed.cpuSeconds(),
        others: rest.reduce((sum, pid) => sum + usageOf(pid).cpuSeconds, 0),
      };
    },
    stop: () => running.disposeAsync(),
  };
}

/** Views are built from the log at the first start. */
async function untilReady(url: string): Promise<void> {
  const end = performance.now() + readyMsMax;
  while (!(await fetch(`${url}/readyz`)).ok) {
    if (performance.now() > end) throw new Error(`The views were not filled within ${readyMsMax / 1000} s.`);
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
}
