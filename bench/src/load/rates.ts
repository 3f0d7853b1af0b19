import type { Usage } from '../processes/usage.ts';
import type { KindResult, LoadResult, Requests } from './job.ts';
import { asExpected, runLoad } from './run-load.ts';

/** The load that the bars are about. */
export const connections = 64;

export type OneKind = Omit<Requests, 'name' | 'weight'>;

export interface Loaded {
  readonly host: string;
  readonly port: number;
  usage(): Usage;
}

export interface Rates extends KindResult {
  /** What one processor would do that had nothing else to do. */
  readonly perCpuSecond: number;
  /** Shares of the time, of all threads of the server. */
  readonly ran: number;
  readonly waited: number;
  readonly loaderBusy: number;
}

/** Loads a server with requests of one kind. */
export async function ratesOf(
  server: Loaded,
  requests: OneKind,
  seconds: number,
  warmUpSeconds: number,
): Promise<Rates> {
  const { host, port } = server;
  const mix = [{ ...requests, name: 'all', weight: 1 }];
  const before = server.usage();
  const began = performance.now();
  const result: LoadResult = asExpected(
    await runLoad({ host, port, connections, seconds, warmUpSeconds, mix }),
  );
  const elapsed = (performance.now() - began) / 1000;
  const after = server.usage();
  const all = result.byName['all'];
  if (!all || all.count === 0) throw new Error('Nothing was answered.');
  const cpuSeconds = Math.max(0.001, after.cpuSeconds - before.cpuSeconds);
  return {
    ...all,
    // Warm-up included on both sides.
    perCpuSecond: (all.perSecond * elapsed) / cpuSeconds,
    ran: cpuSeconds / elapsed,
    waited: (after.waitedSeconds - before.waitedSeconds) / elapsed,
    loaderBusy: result.loaderBusy,
  };
}
