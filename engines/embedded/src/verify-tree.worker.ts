import { parentPort, workerData } from 'node:worker_threads';
import { verifyTree } from './verify-tree.ts';

/** Verifies the tree of the log that it is given the path of, beside a thread that has other things to do. */
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(verifyTree(workerData as string));
