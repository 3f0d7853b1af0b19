/** A durable work queue for effects outside the event store (the outbox): at least once, ordered per key. */
export interface Queue {
  /** The same `id` again is ignored. */
  put(message: {
    readonly id: string;
    readonly key: string;
    readonly kind: string;
    readonly body: string;
  }): Promise<void>;
  /** Takes up to `limit` messages whose keys have no earlier message open, hidden for `visibilityMs`. */
  take(limit: number, visibilityMs: number): Promise<readonly QueuedMessage[]>;
  done(id: string): Promise<void>;
  /** Gives it back after `delayMs`; after the last attempt it goes to the dead letters. */
  failed(id: string, error: string, delayMs: number, attemptsMax: number): Promise<void>;
  dead(limit: number): Promise<readonly (QueuedMessage & { readonly error: string })[]>;
  retry(id: string): Promise<void>;
  /** Lets a dead letter go for good; its id is remembered as that of a finished message. */
  discard(id: string): Promise<void>;
  size(): Promise<{ readonly open: number; readonly dead: number }>;
}

export interface QueuedMessage {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly body: string;
  readonly attempts: number;
}
