import { Fault } from '@touchline/kernel/engine';
import type { LogWriter } from './log-writer.ts';
import { isDamage, primaryCode, resultCode } from './sqlite.ts';
import type { BatchMessage, Field, WriterMessage } from './writer-protocol.ts';

export type Batch = Exclude<BatchMessage, 'close'>;
type Failed = Omit<Extract<WriterMessage, { kind: 'failed' }>, 'batches'>;

/** A log that is told how many requests share the flush. */
export type BatchLog = Omit<LogWriter, 'commit'> & { commit(requests: number): void };

/** A batch that has arrived meanwhile, for a transaction that holds so many requests. */
type Next = (requests: number) => Batch | undefined;

export interface BatchWriter {
  /** What `next` gives joins the transaction (ES8). */
  write(first: Batch, next?: Next): WriterMessage[];
  /** After the answers: moves on what is in the WAL, and saves the index of commands when that is due. */
  moveOn(): WriterMessage | undefined;
  /** The disk failed; nothing may be tried any more. */
  stopped(): boolean;
}

/** Requests in one transaction before those who wait for it are answered. */
const requestsMax = 512;

/** Writes batches; those that are there at the same time share a transaction and a flush. */
export function batchWriter(log: BatchLog): BatchWriter {
  let stopped = false;

  function write(first: Batch, next: Next = () => undefined): WriterMessage[] {
    const answers: Field[][] = [];
    let batches = 0;
    let requests = 0;
    try {
      for (let batch: Batch | undefined = first; batch;) {
        batches++;
        requests += batch.requests;
        answers.push(log.write(batch.requests, batch.fields));
        batch = requests < requestsMax ? next(requests) : undefined;
      }
      log.commit(requests);
    } catch (error) {
      return [{ ...failed(error), batches }];
    }
    return answers.map((one) => ({ kind: 'done', answers: one, together: requests }));
  }

  function moveOn(): WriterMessage | undefined {
    if (stopped) return undefined;
    try {
      return log.moveOn() ? { kind: 'indexed' } : undefined;
    } catch (error) {
      const what = error instanceof Fault ? 'What was written is safe' : 'The log could not be moved from its WAL into the database'; // prettier-ignore
      return { ...fatal(error, what), batches: 0 };
    }
  }

  function failed(error: unknown): Failed {
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
    if (isDamage(error)) {
      const message = `The log is damaged (${because}). Nothing was written.`;
      return { kind, code: 'corrupt', message, fatal: false };
    }
    if (error instanceof Fault)
      return { kind, code: error.code, message: `${error.message} Nothing was written.`, fatal: false };
    return {
      kind,
      code: 'internal',
      message: `The batch failed (${because}). Nothing was written.`,
      fatal: false,
    };
  }

  function fatal(error: unknown, what: string): Failed {
    stopped = true;
    const because = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', code: 'outcome-unknown', message: `${what}: ${because}`, fatal: true };
  }

  return { write, moveOn, stopped: () => stopped };
}
