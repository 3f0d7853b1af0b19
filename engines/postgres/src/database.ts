/** Runs one statement and answers its rows, each an array of columns in the order they were selected. */
export type Run = <Row extends readonly unknown[]>(
  text: string,
  values?: readonly unknown[],
) => Promise<Row[]>;

/**
 * One PostgreSQL database. Every method throws `Fault` only. Values travel as text, `bigint` comes back as a number.
 * Statements have no names, so any of them may run on any connection, also behind a pooler in transaction mode: what
 * depends on the session (SET, LISTEN, advisory locks, temporary tables) must not be used.
 */
export interface Database {
  /** A statement that changes nothing. A connection that is lost meanwhile is `overloaded`: ask again. */
  readonly read: Run;
  /** One statement that is its own transaction. A connection that is lost meanwhile is `outcome-unknown`. */
  readonly write: Run;
  /**
   * Several statements in one transaction: all or nothing. What is thrown before the end is nothing; a connection
   * that is lost during COMMIT is `outcome-unknown`.
   */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Connections this process holds at most. Default 10. */
  readonly connectionsMax?: number;
  /** Statements that wait for a connection; one more is `overloaded`. Default 1,000. */
  readonly waitingMax?: number;
  /** Default 5 s. */
  readonly connectMsMax?: number;
  /** A statement (or a whole transaction) that takes longer is given up, its connection closed. Default 30 s. */
  readonly statementMsMax?: number;
}
