import { parentPort, workerData } from 'node:worker_threads';
import { logWriter, type LogWriter, type LogWriterOptions } from './log-writer.ts';
import { answeringEarly } from './sabotage.ts';
import { primaryCode, resultCode } from './sqlite.ts';
import type { BatchMessage, WriterMessage } from './writer-protocol.ts';

/** The thread that writes. One message per batch, one transaction, one fsync, one message back. */
if (!parentPort) throw new Error('writer.ts is started as a worker thread by the event store.');
const port = parentPort;
const answer = (message: WriterMessage): void => port.postMessage(message);
const options = workerData as LogWriterOptions;
const writer =
  options.sabotage === 'answer-before-commit' ? answeringEarly(logWriter(options)) : logWriter(options);
let stopped = false;

port.on('message', (message: BatchMessage) => {
  if (stopped) return;
  if (message === 'close') {
    writer.close();
    answer({ kind: 'closed' });
    port.close();
    return;
  }
  answer(writeBatch(writer, message));
});
answer({ kind: 'ready', heads: writer.heads() });

function writeBatch(log: LogWriter, { requests, fields }: Exclude<BatchMessage, 'close'>): WriterMessage {
  let answers;
  try {
    answers = log.write(requests, fields);
    log.commit();
  } catch (error) {
    return failed(log, error);
  }
  try {
    return { kind: 'done', answers, indexed: log.afterCommit() };
  } catch (error) {
    // The batch itself is safe in the WAL; what failed is moving it on.
    stopped = true;
    return fatal(error, 'The log could not be moved from its WAL into the database');
  }
}

function failed(log: LogWriter, error: unknown): WriterMessage {
  const code = primaryCode(error);
  // After a failed write or fsync nobody knows what the disk holds, and trying again may hide it: stop (fail-stop).
  if (code === resultCode.ioError) {
    stopped = true;
    return fatal(error, 'The log could not be written');
  }
  try {
    log.rollback();
  } catch (second) {
    stopped = true;
    return fatal(second, 'A failed batch could not be taken back');
  }
  const because = error instanceof Error ? error.message : String(error);
  if (code === resultCode.full)
    return {
      kind: 'failed',
      code: 'storage-full',
      message: 'The disk is full. Nothing was written.',
      fatal: false,
    };
  if (code === resultCode.corrupt || code === resultCode.notADatabase)
    return {
      kind: 'failed',
      code: 'corrupt',
      message: `The log is damaged (${because}). Nothing was written.`,
      fatal: false,
    };
  return {
    kind: 'failed',
    code: 'internal',
    message: `The batch failed (${because}). Nothing was written.`,
    fatal: false,
  };
}

function fatal(error: unknown, what: string): WriterMessage {
  const because = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', code: 'outcome-unknown', message: `${what}: ${because}`, fatal: true };
}
