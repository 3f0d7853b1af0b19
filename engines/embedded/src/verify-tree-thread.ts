import { once } from 'node:events';
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Damage } from './verify-streams.ts';
import { verifyTree } from './verify-tree.ts';

/** A smaller log is verified within 10 ms; a thread takes 40 to start. */
const threadFromBytes = 8 * 2 ** 20;

/** Where it takes longer, in a thread of its own, so that a server answers meanwhile. */
export const verifyTreeThread = async (path: string, fromBytes = threadFromBytes): Promise<Damage[]> => {
  if (statSync(path).size < fromBytes) return verifyTree(path);
  const worker = new Worker(new URL('./verify-tree.worker.ts', import.meta.url), { workerData: path });
  const [damage] = (await once(worker, 'message')) as [Damage[]];
  await worker.terminate();
  return damage;
};
