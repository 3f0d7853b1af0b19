import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Host } from '@touchline/kernel/runtime';

export interface Rebuilt {
  readonly seconds: number;
  /** Until all events are folded; what follows is the comparison with the rows before. */
  readonly foldedSeconds: number;
  /** Of all threads, likewise. */
  readonly foldedCpuSeconds: number;
  readonly total: number;
  /** For which the event loop was not free while events were folded. */
  readonly longestWaitMs: number;
  readonly finding: string;
}

/** Rebuilds a row view beside the live one, as an operator does, and switches to it. */
export async function timedRebuild(host: Host, service: string, view: string): Promise<Rebuilt> {
  const runtime = host.runtimes.get(service)?.views.get(view);
  if (!runtime) throw new Error(`There is no view ${service}/${view}.`);
  const began = performance.now();
  const since = (): number => (performance.now() - began) / 1000;
  const cpuBefore = process.cpuUsage();
  const waits = monitorEventLoopDelay({ resolution: 1 });
  waits.enable();
  let foldedSeconds = 0;
  let foldedCpuSeconds = 0;
  const done = await runtime.rebuild(({ state }) => {
    if (state !== 'catching-up') return;
    waits.disable();
    foldedSeconds = since();
    const { user, system } = process.cpuUsage(cpuBefore);
    foldedCpuSeconds = (user + system) / 1e6;
  });
  return {
    seconds: since(),
    foldedSeconds,
    foldedCpuSeconds,
    total: done.total,
    longestWaitMs: waits.max / 1e6,
    finding: done.finding ?? '',
  };
}
