import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Report } from '@touchline/kernel/simulation';
import type { WorldToSimulate } from './world.worker.ts';

const threadsMax = 8;
/** Threads that have compiled what they run, for the next worlds; they keep no process from ending. */
const resting: Worker[] = [];

/**
 * Simulates worlds on all cores, in threads of their own: a test runner watches every promise of its thread, which
 * doubles their cost. `done` is given each report as it comes; when it answers false, no other world is begun.
 */
export async function simulateAll(
  worlds: readonly WorldToSimulate[],
  done: (report: Report) => boolean,
): Promise<void> {
  let next = 0;
  const threads = Math.min(threadsMax, availableParallelism(), worlds.length);
  await Promise.all(Array.from({ length: threads }, oneThread));

  async function oneThread(): Promise<void> {
    const worker = resting.pop() ?? new Worker(new URL('./world.worker.ts', import.meta.url));
    worker.ref();
    while (next < worlds.length) {
      const report = await answer(worker, worlds[next++] as WorldToSimulate);
      if (!done(report)) next = worlds.length;
    }
    worker.unref();
    resting.push(worker);
  }
}

function answer(worker: Worker, world: WorldToSimulate): Promise<Report> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (report: Report) => {
      worker.off('error', reject);
      resolve(report);
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(world);
  });
}
