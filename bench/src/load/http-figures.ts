import type { Figure } from '../bench.ts';
import type { ServerProcess } from '../processes/server-process.ts';
import { atPace } from './pace.ts';
import { ratesOf, type OneKind } from './rates.ts';

export interface HttpBars {
  readonly perSecond: number;
  readonly p99Ms?: number;
}

/** Until then much of a server's time goes to compiling what is now known to be used. */
const warmUpSeconds = 8;

/** Loads a server with requests of one kind: rate, latencies, and what one processor would do alone; bars at the machine's pace. */
export async function httpFigures(
  what: string,
  server: ServerProcess,
  requests: OneKind,
  seconds: number,
  bars: HttpBars,
): Promise<Figure[]> {
  const [ours, pace] = await atPace(() => ratesOf(server, requests, seconds, warmUpSeconds));
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return [
    {
      what,
      value: ours.perSecond,
      unit: '/s',
      bar: pace.atLeast(bars.perSecond),
      reference: pace.reference,
      note: `${bars.perSecond.toLocaleString('en')} where bare Hono does 75,000; ${ours.count} in ${seconds} s, ${Math.round(ours.bytesMean)} bytes each`,
    },
    {
      what: `${what}: per second of processor time`,
      value: ours.perCpuSecond,
      unit: '/s',
      note: `the server ran ${percent(ours.ran)} of the time, others kept it waiting ${percent(ours.waited)}; load generator ${percent(ours.loaderBusy)}`,
    },
    {
      what: `${what}: p99`,
      value: ours.p99Ms,
      unit: 'ms',
      ...(bars.p99Ms !== undefined && { bar: pace.atMost(bars.p99Ms) }),
      note: `p50 ${ours.p50Ms.toFixed(1)}, p90 ${ours.p90Ms.toFixed(1)}, longest ${ours.maxMs.toFixed(0)} ms`,
    },
  ];
}
