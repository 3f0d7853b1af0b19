import type { CDPSession, Page } from 'playwright-core';

/** A quarter of the processor's speed: an old phone. */
const slowdown = 4;

/** Milliseconds of processor time of the page's main thread, slowed down. */
export interface Spent {
  /** All of it, painting included. */
  readonly taskMs: number;
  /** Scripts, styles and layout: what it takes to have a change in the page. */
  readonly changeMs: number;
}

export interface MainThread {
  timeOf(work: () => Promise<unknown>): Promise<Spent>;
  /** Runs a script in the page and waits for it; a program that steers browsers would run scripts of its own around it. */
  run(script: string): Promise<void>;
  /** At the processor's own speed, for what nobody times. */
  unslowed<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Megabytes of JavaScript objects that something still holds on to. */
  heapMb(): Promise<number>;
}

/** Counts the thread's own ticks, which do not go on while another program has the processor. */
export async function mainThread(page: Page): Promise<MainThread> {
  const debug: CDPSession = await page.context().newCDPSession(page);
  await debug.send('Performance.enable', { timeDomain: 'threadTicks' });
  const slowedBy = (rate: number): Promise<unknown> => debug.send('Emulation.setCPUThrottlingRate', { rate });
  await slowedBy(slowdown);
  const spent = async (): Promise<Spent> => {
    const { metrics } = await debug.send('Performance.getMetrics');
    const ms = (name: string): number => {
      const found = metrics.find((metric) => metric.name === name);
      if (!found) throw new Error(`This browser does not tell ${name}.`);
      return found.value * 1000;
    };
    return {
      taskMs: ms('TaskDuration'),
      changeMs: ms('ScriptDuration') + ms('RecalcStyleDuration') + ms('LayoutDuration'),
    };
  };
  return {
    async timeOf(work) {
      const before = await spent();
      await work();
      const after = await spent();
      return { taskMs: after.taskMs - before.taskMs, changeMs: after.changeMs - before.changeMs };
    },
    async run(script) {
      const { exceptionDetails } = await debug.send('Runtime.evaluate', {
        expression: script,
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(`A script in the page failed: ${exceptionDetails.text}`);
    },
    async unslowed(work) {
      await slowedBy(1);
      const result = await work();
      await slowedBy(slowdown);
      return result;
    },
    async heapMb() {
      // What a first collection lets go of is collected by the second.
      for (let round = 0; round < 2; round++) await debug.send('HeapProfiler.collectGarbage');
      const { usedSize } = await debug.send('Runtime.getHeapUsage');
      return usedSize / 2 ** 20;
    },
  };
}

/** Until what was done is on the screen: a message posted before a frame is painted comes after it. */
export const painted = (thread: MainThread): Promise<void> =>
  thread.run(`new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage('');
  }))`);
