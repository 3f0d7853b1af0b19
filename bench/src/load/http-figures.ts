import type { Figure } from '../bench.ts';
import type { ServerProcess } from '../processes/server-process.ts';
import { fixedFrom, startBareHono } from '../reference/start-bare-hono.ts';
import type { OneKind } from './rates.ts';
import { ratesOf } from './rates.ts';

export interface HttpBars {
  readonly perSecond: number;
  readonly p99Ms?: number;
}

const bareSeconds = 1.5;
/** Until then much of a server's time goes to compiling what is now known to be used. */
const warmUpSeconds = 8;

/**
 * Loads a server with requests of one kind: rate, latencies, and what one processor would do alone, beside the web
 * framework sending the same bytes, before and after.
 */
export async function httpFigures(
  what: string,
  server: ServerProcess,
  requests: OneKind,
  seconds: number,
  bars: HttpBars,
): Promise<Figure[]> {
  const bare = await startBareHono(await fixedFrom(await lastAnswer(server, requests)));
  try {
    const before = await ratesOf(bare, requests, bareSeconds, 1);
    const ours = await ratesOf(server, requests, seconds, warmUpSeconds);
    const after = await ratesOf(bare, requests, bareSeconds, 0.5);
    const percent = (share: number): string => `${Math.round(share * 100)} %`;
    return [
      {
        what,
        value: ours.perSecond,
        unit: '/s',
        bar: { atLeast: bars.perSecond },
        note: `${ours.count} in ${seconds} s, ${Math.round(ours.bytesMean)} bytes each`,
      },
      {
        what: `${what}: per second of processor time`,
        value: ours.perCpuSecond,
        unit: '/s',
        reference: { name: 'bare Hono', value: (before.perCpuSecond + after.perCpuSecond) / 2 },
        note: `the server ran ${percent(ours.ran)} of the time, others kept it waiting ${percent(ours.waited)}; load generator ${percent(ours.loaderBusy)}`,
      },
      {
        what: `${what}: p99`,
        value: ours.p99Ms,
        unit: 'ms',
        ...(bars.p99Ms !== undefined && { bar: { atMost: bars.p99Ms } }),
        note: `p50 ${ours.p50Ms.toFixed(1)}, p90 ${ours.p90Ms.toFixed(1)}, longest ${ours.maxMs.toFixed(0)} ms`,
      },
    ];
  } finally {
    bare.stop();
  }
}

/** The last request of a kind, as the load will hardly send it, so that it is not used up. */
async function lastAnswer({ url }: ServerProcess, requests: OneKind): Promise<Response> {
  const { method, paths, tokens, bodies, expectedStatus } = requests;
  const answer = await fetch(url + (paths.at(-1) ?? ''), {
    method,
    headers: { authorization: `Bearer ${tokens.at(-1) ?? ''}`, 'content-type': 'application/json' },
    ...(bodies && { body: bodies.at(-1) ?? '' }),
  });
  if (answer.status === expectedStatus) return answer;
  throw new Error(`${method} ${paths.at(-1) ?? ''} was answered ${answer.status}: ${await answer.text()}`);
}
