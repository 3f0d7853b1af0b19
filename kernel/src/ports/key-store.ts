import type { Awaitable } from '../look.ts';

/** Data keys of persons (rules PD1 …). Kept apart from the log, so that a key can be destroyed. */
export interface KeyStore {
  /** 32 bytes; `erased` once destroyed; `undefined` when the person never had one. */
  key(person: string): Awaitable<Uint8Array | 'erased' | undefined>;
  /** The person's key, made durably when missing. Throws `Fault('corrupt')` never; answers `erased` for the erased. */
  ensure(person: string): Awaitable<Uint8Array | 'erased'>;
  /**
   * Destroys the key for ever and leaves a tombstone. Twice is once. When it resolves no process opens anything with the
   * key any more.
   */
  destroy(person: string): Promise<void>;
  /** Tells of persons whose keys other processes destroyed, so that what was opened with them is forgotten here, too. */
  onErased?(listener: (person: string) => void): () => void;
  /** False while somebody may have been erased of whom this process has not heard. Who erases waits longer than that. */
  isFresh?(): boolean;
  /** Whose keys were destroyed, in the order of their ids, after one of them. Limit 1 to 10,000. */
  erased(after: string, limit: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Secrets of this installation, made at first use and kept: 32 random bytes by name. */
export interface Secrets {
  secret(name: string): Promise<Uint8Array>;
}
