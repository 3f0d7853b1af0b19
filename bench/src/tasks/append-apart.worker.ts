import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { bareLog } from '../reference/bare-log.ts';

/** Writes the ids it is sent as events, one transaction for each message; an empty one ends it. */
const log = bareLog(workerData as string, 'wide');
const port = parentPort as MessagePort;

port.on('message', (ids: readonly string[]) => {
  if (ids.length === 0) {
    log.close();
    port.close();
    return;
  }
  log.begin();
  for (const id of ids) log.add(id);
  log.commit();
  port.postMessage('written');
});
