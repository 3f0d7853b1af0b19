import type { MovedEvent } from './moved-event.ts';

/** A place in the chain of a partition: after the event at this position; 0 is before the first. */
export interface ChainPoint {
  readonly position: number;
  readonly checksum: string;
}

/** A log, read as it is stored. */
export interface MovableLog {
  readonly partitions: number;
  /** The last position of each partition; all up to it is on disk. */
  heads(): Promise<readonly number[]>;
  /** The checksum that is stored at a position; at 0 the one that the chain begins with. */
  checksumAt(partition: number, position: number): Promise<string>;
  /**
   * A bounded page of the events behind a point, at most up to a position. Each was proved against its stored checksum,
   * so that damage is the fault `corrupt` with its place (TE3).
   */
  read(partition: number, after: ChainPoint, upTo: number): Promise<MovedPage>;
  /** What the chain of this store makes of an event, of whichever store it comes: the next checksum. */
  chained(checksum: string, partition: number, event: MovedEvent): string;
}

export interface MovedPage {
  readonly events: readonly MovedEvent[];
  /** Behind the last of them. */
  readonly end: ChainPoint;
}

/** A log that is being filled. */
export interface FillableLog extends MovableLog {
  /** Writes events behind a point, all or none, and answers the point behind them. On disk when it answers. */
  append(partition: number, after: ChainPoint, events: readonly MovedEvent[]): Promise<ChainPoint>;
  /** Throws when its indexes name more, or less, than these events and commands. */
  proveTotals(totals: { readonly events: number; readonly commands: number }): Promise<void>;
}
