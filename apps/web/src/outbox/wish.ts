import type { Method } from '../api/call.ts';

/** Something asked of the server that must reach it once, however long the way is. */
export interface Wish {
  /** Idempotency key: sent twice, it is done once. */
  readonly key: string;
  readonly kind: WishKind;
  /** Who asked. Nobody else's session sends it. */
  readonly person: string;
  /** The post or person it is about. */
  readonly subject: string;
  readonly method: Method;
  readonly path: string;
  readonly body?: object;
  readonly at: string;
}

export type WishKind = 'publish' | 'kudos' | 'repost' | 'follow';

/** How a kind of wish shows: at once, when it was done, and when it was refused. */
export interface Deed {
  show(wish: Wish): void;
  done(wish: Wish, answer: unknown): void;
  refused(wish: Wish, error: unknown): void;
  /** Another tab has sent it or taken it back: what it became shows when it is read. */
  elsewhere(wish: Wish): void;
}
