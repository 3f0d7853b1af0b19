import type { LoadFigures, LoadOrder } from '../load/load-order.ts';
import { endOf, nodeProcess } from './node-process.ts';

const graceMs = 60_000;

/** Runs a load from a process of its own; `onBegun` is called when its first requests are on their way. */
export async function loadProcess(order: LoadOrder, onBegun: () => void = () => {}): Promise<LoadFigures> {
  const limitMs = order.seconds * 1000 + graceMs;
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
  const child = nodeProcess('main-job/load/load.worker.ts', [], limitMs, [...stdio]);
  let figures: LoadFigures | undefined;
  child.on('message', (message) => {
    if (message === 'begun') return onBegun();
    figures = message as LoadFigures;
    child.disconnect();
  });
  child.send(order);
  const code = await endOf(child);
  if (figures) return figures;
  throw new Error(`The load ended with ${code} and no figures (see above).`);
}
