import type { KeptIds } from './command-key.ts';

/** Where the tables of the log are, how many partitions they hold, and how they keep command ids. */
export interface LogNames {
  readonly schema: string;
  readonly partitions: number;
  readonly commandIds: KeptIds;
}
