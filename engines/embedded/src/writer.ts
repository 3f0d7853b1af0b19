import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { answeringEarly } from './answering-early.ts';
import { gathering } from './gather.ts';
import { logWriter, type LogWriterOptions } from './log-writer.ts';
import { batchWriter, type Batch } from './write-batch.ts';
import type { BatchMessage, WriterMessage } from './writer-protocol.ts';

/** The thread that writes: takes the batches that are there, one transaction, one fsync, an answer for each. */
if (!parentPort) throw new Error('writer.ts is started as a worker thread by the event store.');
const port = parentPort;
const answer = (message: WriterMessage): void => port.postMessage(message);
const options = workerData as LogWriterOptions;
const log =
  options.sabotage === 'answer-before-commit' ? answeringEarly(logWriter(options)) : logWriter(options);

/** `close` is sent only when every batch has been answered, so that it cannot be met here. */
const gather = gathering(log, () => receiveMessageOnPort(port)?.message as Batch | undefined);
const batches = batchWriter(gather.log);

port.on('message', (message: BatchMessage) => {
  if (batches.stopped()) {
    // The disk is not touched again, not even to close what is open.
    if (message === 'close') port.close();
    return;
  }
  if (message !== 'close') {
    for (const one of batches.write(message, gather.next)) answer(one);
    const more = batches.moveOn();
    if (more) answer(more);
    return;
  }
  log.close();
  answer({ kind: 'closed' });
  port.close();
});
answer({ kind: 'ready', heads: log.heads() });
