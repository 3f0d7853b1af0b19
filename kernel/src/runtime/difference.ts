import type { ViewStore, ViewTable } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import type { Differences } from './differences.ts';

/** What is not as a build from nothing makes it. */
export interface Difference {
  /** A row, a place in an index, or the text of a row. The text itself may be personal and is not told. */
  readonly where: string;
  readonly what: 'differs' | 'missing' | 'left over' | 'unreadable';
}

export interface Compare {
  readonly view: ViewType;
  readonly store: Pick<ViewStore, 'scan' | 'range' | 'search'>;
  /** What is read. */
  readonly live: ViewTable;
  /** What was built from nothing. */
  readonly fresh: ViewTable;
  readonly differences: Differences;
}

/** Takes differences of one step, or why they cannot be told. False when the rest is not looked at any more. */
export type Note = (found: readonly Difference[] | string) => boolean;
