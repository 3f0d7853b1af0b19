import type { Awaitable } from '../look.ts';

/**
 * A bounded cache of immutable JSON values, in namespaces (one per view build).
 * Each value carries the revision of the view it was read or written at. A put with an older revision than the
 * cache has held for the key loses (VW7), also after the newer value was evicted.
 */
export interface Cache {
  get(namespace: string, key: string): Awaitable<CachedValue | undefined>;
  /**
   * For a cache that processes share (CA7): in the order of the keys, each at least as new as the revision `least`, or
   * `undefined`. All are `undefined` where the cache has not heard of everything up to there.
   */
  getMany?(
    namespace: string,
    keys: readonly string[],
    least: number,
  ): Awaitable<readonly (CachedValue | undefined)[]>;
  /**
   * For a cache that processes share: who owns a build tells it every commit, whole and in order: the rows that it wrote and
   * the revision that they made. Who begins to tell gives no rows: what is held then may be from before anything. What is
   * lost on the way costs time only: the next one begins anew.
   */
  feed?(namespace: string, rows: ReadonlyMap<string, unknown> | undefined, revision: number): void;
  put(namespace: string, key: string, value: unknown, revision: number): void;
  clear(namespace: string): void;
  /** For metrics. */
  stats(): { readonly entries: number; readonly hits: number; readonly misses: number };
}

export interface CachedValue {
  /** `null` stands for "there is no such row". */
  readonly value: unknown;
  readonly revision: number;
}
