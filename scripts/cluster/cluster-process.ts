import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { serverOptions } from '../../bin/launcher/main.mjs';
import { root } from '../tools.ts';

export interface ClusterProcess {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  readonly data: string;
  /** Ends it in peace; after a bound it is killed. */
  stop(): Promise<void>;
}

export interface ProcessOptions {
  readonly name: string;
  readonly services: string;
  readonly data: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly say: (line: string) => void;
}

const main = join(root, 'apps/server/src/main.ts');
const stopMsMax = 15_000;
const linesMax = 100;

/** A server process; resolves when it serves. What it says at its start is not repeated, what it says later is. */
export async function clusterProcess(options: ProcessOptions): Promise<ClusterProcess> {
  const { name, services, data, port, env, say } = options;
  const child = spawn(
    process.execPath,
    [...serverOptions, main, '--data', data, '--port', String(port), '--services', services],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let url: string | undefined;
  let serves = false;
  let stopping = false;
  const said: string[] = [];
  const ended = new Promise<void>((resolve) => void child.once('close', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const heard = (line: string): void => {
      if (serves) return say(`[${name}] ${line}`);
      if (said.length < linesMax) said.push(line);
      url ??= /Touchline is at (\S+)/.exec(line)?.[1];
      serves = line.startsWith('Stop with');
      if (serves) resolve();
    };
    createInterface(child.stdout).on('line', heard);
    createInterface(child.stderr).on('line', heard);
    child.once('error', reject).once('close', (code, signal) => {
      if (!serves) reject(new Error(`The process for ${name} ended at its start:\n${said.join('\n')}`));
      else if (!stopping) say(`[${name}] ended (${code ?? signal}).`);
    });
  });
  return {
    name,
    url: url ?? '',
    pid: child.pid ?? 0,
    data,
    async stop() {
      stopping = true;
      const impatient = setTimeout(() => child.kill('SIGKILL'), stopMsMax);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(impatient);
    },
  };
}
