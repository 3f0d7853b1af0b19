/** Names of the log's tables. */
export interface LogNames {
  readonly schema: string;
  readonly partitions: number;
  /** The events are spread over so many tables. */
  readonly tables: number;
}

/** The table that holds a partition's events. Named itself it is planned for in a fraction of the time. */
export const tableOf = ({ schema, tables }: LogNames, partition: number): string =>
  `${schema}.events_${partition % tables}`;
