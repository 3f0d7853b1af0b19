import { spawn } from 'node:child_process';
import { root } from '../tools.ts';
import type { Check } from './checks.ts';

export interface Outcome {
  readonly name: string;
  readonly passed: boolean;
  readonly output: string;
  readonly durationMs: number;
}

const durationMsMax = 300_000;

/** Runs one check to its end and keeps what it printed. A check that cannot start or never ends has failed. */
export function runCheck({ name, command: [program, ...args] }: Check): Promise<Outcome> {
  const startedAtMs = performance.now();
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: durationMsMax,
    killSignal: 'SIGKILL',
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));

  return new Promise((resolve) => {
    const end = (passed: boolean): void =>
      resolve({ name, passed, output: output.join(''), durationMs: performance.now() - startedAtMs });
    child.once('error', (error) => {
      output.push(error.message);
      end(false);
    });
    child.once('close', (code, signal) => {
      if (signal) output.push(`ended by ${signal}; a check may take ${durationMsMax / 1000} s`);
      end(code === 0);
    });
  });
}
