/** An event as a store keeps it: data is JSON text that the store never looks into. */
export interface StoredEvent {
  readonly partition: number;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  /** Schema version the data was written with. */
  readonly schema: number;
  /** Milliseconds since 1970, from the writer's clock. */
  readonly at: number;
  readonly actor: string | null;
  readonly meta: EventMeta | null;
  readonly data: string;
  /** The decoded form, where the same process wrote or read it before. A shortcut that an engine may drop. */
  decoded?: unknown;
}

export interface EventMeta {
  /** The request or import that everything downstream belongs to. */
  readonly correlation?: string;
  /** `partition.position` of the event that a policy reacted to. */
  readonly cause?: string;
  /** The W3C `traceparent` of the command that wrote it, where that was traced. */
  readonly traceparent?: string;
}

export type NewStoredEvent = Pick<StoredEvent, 'type' | 'schema' | 'data' | 'decoded'>;

export type Expected = number | 'no-stream' | 'stream-exists' | 'any';

export interface Append {
  readonly stream: string;
  /** Hashed to the partition. A stream keeps the key it was created with. */
  readonly partitionKey: string;
  readonly expected: Expected;
  readonly events: readonly NewStoredEvent[];
}

/** One atomic write: all of its appends or none. */
export interface AppendRequest {
  readonly command?: { readonly id: string; readonly fingerprint: string };
  readonly appends: readonly Append[];
  readonly at: number;
  readonly actor: string | null;
  readonly meta: EventMeta | null;
}

/** Where one append of a request came to stand. */
export interface Written {
  readonly stream: string;
  readonly partition: number;
  readonly firstVersion: number;
  readonly firstPosition: number;
  readonly count: number;
}

export type AppendResult =
  | { readonly status: 'appended'; readonly written: readonly Written[] }
  /** The command id had been used with the same content: its first result. */
  | { readonly status: 'repeated'; readonly written: readonly Written[] }
  /** The command id had been used with other content: nothing was written. */
  | { readonly status: 'command-reused' }
  /** An expected version did not hold: nothing was written. */
  | {
      readonly status: 'conflict';
      readonly stream: string;
      readonly expected: Expected;
      readonly actual: number;
    };

/** Everything that came to a partition after a position: who reads none of its types need not look. */
export interface Came {
  readonly after: number;
  readonly upTo: number;
  readonly types: ReadonlySet<string>;
}

export interface PartitionSlice {
  readonly events: readonly StoredEvent[];
  /** How far the partition was looked through; the next read starts after it. */
  readonly position: number;
}

export interface VerifyReport {
  readonly events: number;
  readonly partitions: readonly {
    readonly partition: number;
    readonly head: number;
    readonly checksum: string;
  }[];
  /** Empty when the log is whole. At most 100 are listed. */
  readonly damage: readonly {
    readonly partition: number;
    readonly position: number;
    readonly what: string;
  }[];
}

/**
 * The only precious store: events in streams, streams in partitions (rules ES1 …).
 * Methods throw `Fault` only: `outcome-unknown` when a commit's result is not known, `storage-full` and
 * `overloaded` when nothing was attempted, `corrupt` when stored bytes do not match their checksum.
 */
export interface EventStore {
  /** Fixed when the store was created. */
  readonly partitions: number;
  /** How safe an answered append is, in words for the start-up message. */
  readonly durability: string;
  /** What can be lost although it was answered, and how to change that; empty or absent where nothing can. */
  readonly unsafe?: readonly string[];
  append(request: AppendRequest): Promise<AppendResult>;
  findCommand(id: string): Promise<{ fingerprint: string; written: readonly Written[] } | undefined>;
  /** Events of a stream from a version on: `forwards` upwards, `backwards` downwards. Limit 1 to 10,000. */
  readStream(
    stream: string,
    from: number,
    direction: 'forwards' | 'backwards',
    limit: number,
  ): Promise<readonly StoredEvent[]>;
  /** Events of a partition after a position, in order; with `types`, only those. Limit 1 to 10,000 events. */
  readPartition(
    partition: number,
    after: number,
    limit: number,
    types?: readonly string[],
  ): Promise<PartitionSlice>;
  /** The last position of each partition; 0 when empty. */
  heads(): Promise<readonly number[]>;
  /** A hint that events were appended. May be lost, may repeat; never the only way to learn of them. */
  onAppended(listener: (partition: number, came?: Came) => void): () => void;
  verify(progress?: (done: number, total: number) => void): Promise<VerifyReport>;
  close(): Promise<void>;
}
