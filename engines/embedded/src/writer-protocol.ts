import type { FaultCode } from '@touchline/kernel';

/** How the two threads speak: one flat array of plain values per batch; objects would cost three times as much. */
export type Field = string | number | null;

/** `Expected` as a number. */
export const expectedCode = { 'no-stream': -1, 'stream-exists': -2, any: -3 } as const;

/** So many requests go to the writer at once, while others are still coming in: it works while they do. */
export const batchMin = 32;

/**
 * main → writer, per request: command hash, fingerprint, at, actor, meta, number of appends; per append: stream,
 * partition key (null: the stream's name), expected, number of events; per event: type, schema, data.
 */
export type BatchMessage = { readonly requests: number; readonly fields: readonly Field[] } | 'close';

export const answerCode = { appended: 0, repeated: 1, reused: 2, conflict: 3 } as const;

/**
 * What became of one batch. `answers` per request: a code; appended: (partition, first version, first position) for each
 * append with events; repeated: `Written[]` as JSON; conflict: number of the append, actual version.
 */
export interface BatchDone {
  readonly kind: 'done';
  readonly answers: readonly Field[];
  /** Requests in its transaction, which may have held several batches. */
  readonly together: number;
}

/**
 * writer → main. Once a transaction is on disk each of its batches has a message of its own: whoever waits for the first
 * goes on while the next is read.
 */
export type WriterMessage =
  | { readonly kind: 'ready'; readonly heads: readonly number[] }
  | BatchDone
  /** The index of commands has been saved up to the last batch that was answered. */
  | { readonly kind: 'indexed' }
  | {
      readonly kind: 'failed';
      readonly batches: number;
      readonly code: FaultCode;
      readonly message: string;
      /** The writer has stopped for ever: the state of the disk is not known. */
      readonly fatal: boolean;
    }
  | { readonly kind: 'closed' };
