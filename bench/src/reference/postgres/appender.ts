/** One way to append a post's first event on PostgreSQL, as one of several processes. */
export interface Appender {
  /** Resolves when the event is on disk. */
  append(id: string): Promise<unknown>;
  close(): Promise<void>;
}
