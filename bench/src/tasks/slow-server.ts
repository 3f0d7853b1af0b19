import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundHeap } from '@touchline/server/bounded-heap';
import { configFrom } from '@touchline/server/config';
import { slowed } from '../../../apps/server/src/testing/slowed.ts';
import { startServer } from '@touchline/server/start-server';
import { answerWith } from '../processes/answer-with.ts';

export interface SlowServerQuestion {
  readonly folder: string;
  readonly options: readonly string[];
  /** What each query and each decision takes on top. */
  readonly slowerMs: number;
}

export interface SlowServer {
  readonly host: string;
  readonly port: number;
  readonly key: string;
  readonly pid: number;
}

/** The server as it is, on a slower machine: its work takes longer, its refusals don't. */
answerWith(async ({ folder, options, slowerMs }: SlowServerQuestion): Promise<SlowServer> => {
  const config = configFrom(['--port', '0', '--data', folder, ...options], {});
  if (config === 'help') throw new Error('There is no help here.');
  boundHeap();
  const { url, composed } = await startServer(config, () => {});
  // What fills its views at first is not what is measured.
  await composed.host.drain();
  slowed(composed.host.services, slowerMs);
  const { hostname, port } = new URL(url);
  const { key } = JSON.parse(readFileSync(join(folder, 'run', 'server.json'), 'utf8')) as { key: string };
  return { host: hostname, port: Number(port), key, pid: process.pid };
});
