import type { FillableLog, MovableLog } from './movable-log.ts';
import type { FillableShelves, ReadableShelves } from './shelves.ts';

/** What stands beside a store that no server may write to. */
export interface MoveMark {
  /** `filling`: a move into it is not done. `moved`: it was moved away. */
  readonly kind: 'filling' | 'moved';
  readonly community: string;
  /** The other side, in words. */
  readonly other: string;
  readonly since: string;
  /** Where its log ended when it was moved. */
  readonly heads: readonly number[];
}

export interface MoveSource {
  /** In words, without what is secret. */
  readonly place: string;
  /** The same for all copies of one community: it follows from the master key. */
  readonly community: string;
  readonly log: MovableLog;
  mark(): Promise<MoveMark | undefined>;
  /** As of a moment of their own; whoever has them gives them back. */
  shelves(): Promise<ReadableShelves & AsyncDisposable>;
  /** Resolves when nothing more is written, by whichever process. Ends by itself when this process ends. */
  hold(): Promise<Hold>;
  /** Takes the mark away: writes are taken again. */
  unmark(): Promise<void>;
  close(): Promise<void>;
}

export interface Hold {
  /** Writes go on. */
  release(): Promise<void>;
  /** Nothing is written here any more, by any process, until the mark is taken away. On disk when it resolves. */
  close(mark: MoveMark): Promise<void>;
}

export interface MoveTarget {
  readonly place: string;
  /** `empty`: nothing of Touchline is there. `in-use`: a store that is no unfinished move. */
  found(): Promise<'empty' | 'in-use' | MoveMark>;
  /** Marks it, makes what is missing, and takes it for this process alone. */
  begin(mark: MoveMark, partitions: number): Promise<Filling>;
  close(): Promise<void>;
}

export interface Filling {
  readonly log: FillableLog;
  readonly shelves: FillableShelves;
  /** Everything is on disk, and the mark is gone: a server may start on it. */
  finish(): Promise<void>;
}
