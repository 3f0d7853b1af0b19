import { Worker } from 'node:worker_threads';
import type { LogWriterOptions } from './log-writer.ts';
import type { BatchMessage, WriterMessage } from './writer-protocol.ts';

/**
 * The event store's line to its writer. Batches are written and answered in the order they were sent; several of
 * them may be on their way.
 */
export interface WriterLine {
  /** The heads of the log when the writer was ready. */
  readonly heads: readonly number[];
  send(batch: BatchMessage): void;
  /** Called once. `broken` when the writer has gone without an answer. */
  listen(answered: (message: WriterMessage) => void, broken: (cause: unknown) => void): void;
  /** Lets the writer finish what it has and close the log. */
  close(): Promise<void>;
  /** Ends the writer where it stands. */
  end(): Promise<void>;
}

export type StartWriter = (options: LogWriterOptions) => Promise<WriterLine>;

/** Starts the writer in a thread of its own. */
export async function writerThread(options: LogWriterOptions): Promise<WriterLine> {
  const { log, commands, partitions, bytesMax, sabotage } = options;
  const worker = new Worker(new URL('./writer.ts', import.meta.url), {
    workerData: { log, commands, partitions, bytesMax, sabotage } satisfies LogWriterOptions,
  });
  const heads = await ready(worker);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  const send = (batch: BatchMessage): void => worker.postMessage(batch);
  return {
    heads,
    send,
    listen(answered, broken) {
      worker.on('message', answered);
      worker.on('error', broken);
    },
    async close() {
      const closed = new Promise<void>((resolve) => {
        worker.once('exit', () => resolve());
        worker.on('message', (message: WriterMessage) => message.kind === 'closed' && resolve());
      });
      send('close');
      await closed;
      await worker.terminate();
    },
    async end() {
      await worker.terminate();
    },
  };
}

function ready(worker: Worker): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: WriterMessage) => {
      worker.removeAllListeners('error');
      if (message.kind === 'ready') resolve(message.heads);
      else reject(new Error(`The writer thread answered ${message.kind} at start.`));
    });
  });
}
