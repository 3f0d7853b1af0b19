import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serverOptions } from '../../../bin/launcher/main.mjs';
import { pinned } from './pinned.ts';
import { usageOf, type Usage } from './usage.ts';

const main = fileURLToPath(new URL('../../../apps/server/src/main.ts', import.meta.url));
/** As the launcher does: code that was compiled once is not compiled again. */
const compileCache = fileURLToPath(new URL('../../../node_modules/.cache/node-compile', import.meta.url));
const startMaxMs = 120_000;

/** A server like any other, in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly key: string;
  readonly pid: number;
  /** From its start until it answered for the first time. */
  readonly startMs: number;
  usage(): Usage;
  stop(): Promise<void>;
}

/** With BENCH_PROFILE the server leaves its CPU profiles in the folder of that name. */
const profiling = (folder = process.env['BENCH_PROFILE']): string[] =>
  folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];

export async function serverProcess(folder: string, options: readonly string[] = []): Promise<ServerProcess> {
  const file = join(folder, 'run', 'server.json');
  rmSync(file, { force: true });
  const began = performance.now();
  const child = pinned('server', [main, '--port', '0', '--data', folder, ...options], {
    nodeOptions: [...serverOptions, ...profiling()],
    env: { NODE_COMPILE_CACHE: compileCache },
    quiet: true,
  });
  const { url, key } = await whenItAnswers(child, file, began);
  const startMs = performance.now() - began;
  const { hostname, port } = new URL(url);
  return {
    url,
    host: hostname,
    port: Number(port),
    key,
    pid: child.pid ?? 0,
    startMs,
    usage: () => usageOf(child.pid ?? 0),
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function whenItAnswers(
  child: ChildProcess,
  file: string,
  began: number,
): Promise<{ url: string; key: string }> {
  while (performance.now() - began < startMaxMs) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} (see above).`);
    try {
      const found = JSON.parse(readFileSync(file, 'utf8')) as { url: string; key: string };
      const answer = await fetch(`${found.url}/healthz`);
      if (answer.ok) return found;
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not answer within ${startMaxMs / 1000} s.`);
}
