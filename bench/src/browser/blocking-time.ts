import type { Page } from 'playwright-core';

const slowdown = 4;
/** Tasks are felt from here on. */
const taskMsMax = 50;

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread's own ticks. */
  readonly tdur?: number;
}

/**
 * What tasks of the page's main thread took beyond 50 ms each while a page loaded, at a quarter of the processor's speed.
 * As Lighthouse's blocking time, but by the thread's ticks: other programs on the machine do not count.
 */
export async function blockingMs(page: Page, url: string): Promise<number> {
  const debug = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  debug.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await debug.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto('about:blank');
  await debug.send('Tracing.start', {
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'] },
  });
  await page.goto(url);
  await page.getByRole('article').first().waitFor();
  await page.evaluate('new Promise((done) => setTimeout(() => requestIdleCallback(done), 1000))');
  const complete = new Promise((resolve) => debug.once('Tracing.tracingComplete', resolve));
  await debug.send('Tracing.end');
  await complete;
  await debug.detach();
  const script = events.findLast(({ name }) => name === 'v8.evaluateModule' || name === 'EvaluateScript');
  if (!script) throw new Error(`No script ran at ${url}.`);
  return events
    .filter(
      ({ name, ph, pid, tid }) =>
        ph === 'X' && name.endsWith('RunTask') && pid === script.pid && tid === script.tid,
    )
    .reduce((sum, { tdur = 0 }) => sum + Math.max(0, tdur / 1000 - taskMsMax), 0);
}
