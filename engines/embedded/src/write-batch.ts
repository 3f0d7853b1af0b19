import type { LogWriter } from './log-writer.ts';
import { primaryCode, resultCode } from './sqlite.ts';
import type { BatchMessage, WriterMessage } from './writer-protocol.ts';

type Batch = Exclude<BatchMessage, 'close'>;

export interface BatchWriter {
  write(batch: Batch): WriterMessage;
  /** The disk failed; nothing may be tried any more. */
  stopped(): boolean;
}

/** Writes batches, one transaction and one flush each. */
export function batchWriter(log: LogWriter): BatchWriter {
  let stopped = false;

  function write({ requests, fields }: Batch): WriterMessage {
    let answers;
    try {
      answers = log.write(requests, fields);
      log.commit();
    } catch (error) {
      return failed(error);
    }
    try {
      return { kind: 'done', answers, indexed: log.afterCommit() };
    } catch (error) {
      // The batch itself is safe in the WAL; what failed is moving it on.
      return fatal(error, 'The log could not be moved from its WAL into the database');
    }
  }

  function failed(error: unknown): WriterMessage {
    const code = primaryCode(error);
    // After a failed write or fsync nobody knows what the disk holds, and trying again may hide it: stop (fail-stop).
    if (code === resultCode.ioError) return fatal(error, 'The log could not be written');
    try {
      log.rollback();
    } catch (second) {
      return fatal(second, 'A failed batch could not be taken back');
    }
    const because = error instanceof Error ? error.message : String(error);
    const kind = 'failed';
    if (code === resultCode.full)
      return { kind, code: 'storage-full', message: 'The disk is full. Nothing was written.', fatal: false };
    if (code === resultCode.corrupt || code === resultCode.notADatabase) {
      const message = `The log is damaged (${because}). Nothing was written.`;
      return { kind, code: 'corrupt', message, fatal: false };
    }
    return { kind, code: 'internal', message: `The batch failed (${because}). Nothing was written.`, fatal: false };
  }

  function fatal(error: unknown, what: string): WriterMessage {
    stopped = true;
    const because = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', code: 'outcome-unknown', message: `${what}: ${because}`, fatal: true };
  }

  return { write, stopped: () => stopped };
}
