import { parentPort, workerData } from 'node:worker_threads';
import { restoreFolder } from '@touchline/engine-embedded';

const { folder, place } = workerData as { folder: string; place: string };
const { events, proved } = await restoreFolder(folder, place);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage({ events, proved });
