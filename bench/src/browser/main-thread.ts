import type { CDPSession, Page } from 'playwright-core';

/** A quarter of the processor's speed: an old phone. */
const slowdown = 4;

export interface MainThread {
  /** Milliseconds of processor time that the page's main thread took, slowed down, for what was done. */
  timeOf(work: () => Promise<unknown>): Promise<number>;
  /** Megabytes of JavaScript objects that something still holds on to. */
  heapMb(): Promise<number>;
}

/** Counts the thread's own ticks, which do not go on while another program has the processor. */
export async function mainThread(page: Page): Promise<MainThread> {
  const debug: CDPSession = await page.context().newCDPSession(page);
  await debug.send('Performance.enable', { timeDomain: 'threadTicks' });
  await debug.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const taskMs = async (): Promise<number> => {
    const { metrics } = await debug.send('Performance.getMetrics');
    const found = metrics.find(({ name }) => name === 'TaskDuration');
    if (!found) throw new Error('This browser does not tell TaskDuration.');
    return found.value * 1000;
  };
  return {
    async timeOf(work) {
      const before = await taskMs();
      await work();
      return (await taskMs()) - before;
    },
    async heapMb() {
      // What a first collection lets go of is collected by the second.
      for (let round = 0; round < 2; round++) await debug.send('HeapProfiler.collectGarbage');
      const { usedSize } = await debug.send('Runtime.getHeapUsage');
      return usedSize / 2 ** 20;
    },
  };
}

/** Until what was done is on the screen. */
export const painted = (page: Page): Promise<unknown> =>
  page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
