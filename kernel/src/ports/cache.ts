import type { Awaitable } from '../look.ts';

/**
 * A bounded cache of immutable JSON values, in namespaces (one per view build).
 * Each value carries the revision of the view it was read or written at. A put with an older revision than the
 * cache has held for the key loses (VW7), also after the newer value was evicted.
 */
export interface Cache {
  get(namespace: string, key: string): Awaitable<CachedValue | undefined>;
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
