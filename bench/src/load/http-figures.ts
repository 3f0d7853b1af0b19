import type { Figure } from '../bench.ts';
import type { ServerProcess } from '../processes/server-process.ts';
import type { Job, Requests } from './job.ts';
import { asExpected, runLoad } from './run-load.ts';

export interface HttpBars {
  readonly perSecond: number;
  readonly p99Ms?: number;
}

/** The load that the bars are about. */
export const connections = 64;

/** Loads a server with requests of one kind; rate and latencies, and what one processor would do alone. */
export async function httpFigures(
  what: string,
  server: ServerProcess,
  requests: Omit<Requests, 'name' | 'weight'>,
  seconds: number,
  bars: HttpBars,
): Promise<Figure[]> {
  const job: Job = {
    host: server.host,
    port: server.port,
    connections,
    seconds,
    warmUpSeconds: Math.min(3, seconds / 2),
    mix: [{ ...requests, name: 'all', weight: 1 }],
  };
  const before = server.usage();
  const began = performance.now();
  const result = asExpected(await runLoad(job));
  const elapsed = (performance.now() - began) / 1000;
  const after = server.usage();
  const all = result.byName['all'];
  if (!all || all.count === 0) throw new Error(`${what}: nothing was answered.`);
  const ran = after.cpuSeconds - before.cpuSeconds;
  const waited = after.waitedSeconds - before.waitedSeconds;
  // Warm-up included on both sides.
  const answered = all.perSecond * elapsed;
  return [
    {
      what,
      value: all.perSecond,
      unit: '/s',
      bar: { atLeast: bars.perSecond },
      note: `${all.count} in ${result.seconds.toFixed(1)} s, ${Math.round(all.bytesMean)} bytes each`,
    },
    {
      what: `${what}: per second of processor time`,
      value: answered / Math.max(0.001, ran),
      unit: '/s',
      note: `the server ran ${share(ran, elapsed)} of the time, other processes kept it waiting ${share(waited, elapsed)}; load generator ${Math.round(result.loaderBusy * 100)} %`,
    },
    {
      what: `${what}: p99`,
      value: all.p99Ms,
      unit: 'ms',
      ...(bars.p99Ms !== undefined && { bar: { atMost: bars.p99Ms } }),
      note: `p50 ${all.p50Ms.toFixed(1)}, p90 ${all.p90Ms.toFixed(1)}, longest ${all.maxMs.toFixed(0)} ms`,
    },
  ];
}

const share = (part: number, whole: number): string => `${Math.round((part / whole) * 100)} %`;
