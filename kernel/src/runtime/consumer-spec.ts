import type { StoredEvent } from '../ports/index.ts';
import type { Tracer } from '../tracer.ts';
import type { Share, Worker } from './ownership.ts';

/** What is done with a batch. Resolves when its effects and the cursor stand; throws when the store does not take it. */
export type HandleBatch = (partition: number, events: readonly StoredEvent[], upTo: number) => Promise<void>;

export interface ConsumerSpec {
  readonly name: string;
  readonly types: readonly string[];
  /** Where each partition was read up to. */
  readonly cursors: readonly number[];
  readonly batchMax?: number;
  /** Stands still from the beginning, until it is resumed (SU9). */
  readonly paused?: boolean;
  readonly handle: HandleBatch;
  readonly tracer?: Tracer | undefined;
  /**
   * Consumes more than a batch at once where a partition is far behind; answers where it ends, or the position it was
   * given when the usual way is to be gone.
   */
  readonly stretch?: (partition: number, after: number, signal: AbortSignal) => Promise<number>;
  /**
   * Where to go on, given how far was read. Asked after a failure: what failed may have been written all the same, and
   * another process may have written.
   */
  readonly standing?: (read: readonly number[]) => Promise<readonly number[]>;
  /** True when others may have written what no event tells of: then the store is asked before anything else. */
  readonly mayBeBehind?: (() => boolean) | undefined;
  /** Where several processes could do this work: whether this one does. Else it follows what the owner has done (OW9). */
  readonly share?: ((worker: Worker) => Share) | undefined;
  /** Called before the first batch under an epoch: from then on nobody writes under an older one. */
  readonly takeUp?: (epoch: number) => Promise<void>;
  /** Called before this process does anything about work that is not its own. */
  readonly letGo?: () => void;
  /** Called when the cursors have moved. */
  readonly onAdvanced?: () => void;
  /** Called when handling failed and will be tried again. */
  readonly onError?: (error: unknown) => void;
}

/** `following`: another process does the work, and this one sees how far it is. */
export type ConsumerState = 'running' | 'following' | 'paused' | 'failing' | 'stopped';

export interface Consumer {
  readonly name: string;
  state(): ConsumerState;
  /** A copy. */
  cursors(): number[];
  has(partition: number, position: number): boolean;
  readonly partitions: number;
  position(partition: number): number;
  /** Resolves true when the partition was consumed up to the position, false when the time is over. */
  reached(partition: number, position: number, timeoutMs: number): Promise<boolean>;
  pause(): void;
  resume(): void;
  /**
   * Runs `work` between two batches: what it does to rows and cursors is seen whole or not at all. Work that failed to
   * consume must throw: then the store is asked where it stands before anything else is done.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Consumes up to these positions and not beyond. Only inside `exclusively`; what is paused stays where it is. */
  consumeTo(positions: readonly number[]): Promise<void>;
  stop(): Promise<void>;
}
