import { parentPort, workerData } from 'node:worker_threads';
import { logWriter, type LogWriterOptions } from './log-writer.ts';
import { answeringEarly } from './sabotage.ts';
import { batchWriter } from './write-batch.ts';
import type { BatchMessage, WriterMessage } from './writer-protocol.ts';

/** The thread that writes. One message per batch, one transaction, one fsync, one message back. */
if (!parentPort) throw new Error('writer.ts is started as a worker thread by the event store.');
const port = parentPort;
const answer = (message: WriterMessage): void => port.postMessage(message);
const options = workerData as LogWriterOptions;
const log =
  options.sabotage === 'answer-before-commit' ? answeringEarly(logWriter(options)) : logWriter(options);
const batches = batchWriter(log);

port.on('message', (message: BatchMessage) => {
  if (batches.stopped()) return;
  if (message === 'close') {
    log.close();
    answer({ kind: 'closed' });
    port.close();
    return;
  }
  answer(batches.write(message));
});
answer({ kind: 'ready', heads: log.heads() });
