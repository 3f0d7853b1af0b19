/** Where the tables of the log are, and how many partitions they hold. */
export interface LogNames {
  readonly schema: string;
  readonly partitions: number;
}
