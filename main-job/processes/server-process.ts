import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { usageOf } from '../../bench/src/processes/usage.ts';
import { endOf, nodeProcess } from './node-process.ts';

const serverMain = 'apps/server/src/main.ts';
const sabotagedMain = 'main-job/sabotage/sabotaged-server.worker.ts';
const lifeMsMax = 4 * 3_600_000;
/** The server stops when this process is gone, however it went. */
const lifeline = new URL('../../bin/launcher/lifeline.mjs', import.meta.url).href;

export interface ServerProcess {
  readonly url: string;
  /** Of the operator. */
  readonly key: string;
  /** From its start until it listened. */
  readonly startMs: number;
  /** Processor time so far, where the system tells it. */
  cpuSeconds(): number;
  kill(): Promise<void>;
  /** Ends in order, or throws. */
  stop(): Promise<void>;
}

export interface Serve {
  readonly data: string;
  readonly partitions: number;
  readonly sabotage: string | undefined;
}

/** A server like any other, on a free port. */
export async function serverProcess({ data, partitions, sabotage }: Serve): Promise<ServerProcess> {
  const began = performance.now();
  const own = ['--port', '0', '--data', data, '--partitions', `${partitions}`];
  const [script, args] =
    sabotage === undefined ? [serverMain, own] : [sabotagedMain, ['--sabotage', sabotage, ...own]];
  const stdio = ['ignore', 'pipe', 'inherit', 'ipc'] as const;
  const child = nodeProcess(script, args, lifeMsMax, [...stdio], ['--import', lifeline]);
  if (!child.stdout) throw new TypeError('A piped process has an output.');
  let url: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    url = /Touchline is at (\S+)/.exec(line)?.[1];
    if (url !== undefined) break;
  }
  if (url === undefined) throw new Error(`The server ended at its start with ${await endOf(child)}.`);
  child.stdout.resume(); // Nobody reads on, and it must not wait for that.
  const startMs = performance.now() - began;
  const { key } = JSON.parse(readFileSync(join(data, 'run', 'server.json'), 'utf8')) as { key: string };
  return {
    url,
    key,
    startMs,
    cpuSeconds: () => usageOf(child.pid ?? 0).cpuSeconds,
    async kill() {
      child.kill('SIGKILL');
      await endOf(child);
    },
    async stop() {
      child.kill('SIGTERM');
      const code = await endOf(child);
      if (code !== 0) throw new Error(`The server was asked to stop: expected exit code 0, found ${code}.`);
    },
  };
}
