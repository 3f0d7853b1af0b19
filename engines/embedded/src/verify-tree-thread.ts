import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { VerifyTree } from './verify-tree.ts';

/** In a thread of its own, so that a server answers meanwhile. */
export const verifyTreeThread: VerifyTree = async (path) => {
  const worker = new Worker(new URL('./verify-tree.worker.ts', import.meta.url), { workerData: path });
  const [damage] = (await once(worker, 'message')) as [Awaited<ReturnType<VerifyTree>>];
  await worker.terminate();
  return damage;
};
