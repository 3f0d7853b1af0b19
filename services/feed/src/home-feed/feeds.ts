import type { Awaitable, MemoryLook } from '@touchline/kernel';
import { audiences, type Hearer } from './audiences.ts';
import type { HomeFeedLimits } from './limits.ts';
import { feedReader } from './load-window.ts';
import { loads, type Loaded } from './loads.ts';
import type { Merged } from './newest-first.ts';
import { publications, type Publication } from './publications.ts';
import { sharedIds } from './shared-ids.ts';
import { deliver, react, type Reaction, type Window } from './window.ts';

/** What readers ask for. */
export interface HomeFeed {
  /** The person's window, at least as new as this view stands at the time of the call. */
  open(viewer: string): Awaitable<Window>;
  /** What is older than the window: merged from rows, not kept. */
  older(viewer: string, before: string, limit: number): Promise<Merged>;
  /** For metrics. */
  size(): { readonly windows: number };
}

/** What events do. */
export interface Feeds extends HomeFeed {
  publish(publication: Publication): void;
  react(viewer: string, what: Reaction, id: string, on: boolean): void;
  /** Whom this person hears has changed. */
  leave(viewer: string): void;
  slice(): boolean;
  reset(): void;
}

export function feeds(look: MemoryLook, limits: HomeFeedLimits, pause: () => Promise<void>): Feeds {
  const shared = sharedIds(limits.sharedIdsMax);
  const heardBy = audiences();
  const published = publications(heardBy, limits);
  const reader = feedReader({ look, limits, shared, pause });
  const underWay = loads({ look, limits, reader, publications: published, keep });
  /** In the order of their last use, so that the first is the one to go. */
  const hearers = new Map<string, Hearer>();

  function keep(viewer: string, { window, authors }: Loaded): void {
    const hearer: Hearer = { viewer, window, heard: new Uint32Array(0), ...published.place() };
    heardBy.join(hearer, authors);
    hearers.set(viewer, hearer);
    const [oldest] = hearers.keys();
    if (hearers.size > limits.windowsMax && oldest !== undefined) drop(oldest);
  }

  function drop(viewer: string): void {
    const hearer = hearers.get(viewer);
    if (!hearer) return;
    hearers.delete(viewer);
    heardBy.leave(hearer);
  }

  /** The hearer, up to date; `undefined` when there is none or too much has passed it by. */
  function upToDate(viewer: string): Hearer | undefined {
    const hearer = hearers.get(viewer);
    if (!hearer) return undefined;
    if (published.catchUp(hearer)) return hearer;
    drop(viewer);
    return undefined;
  }

  return {
    open(viewer) {
      const hearer = upToDate(viewer);
      if (!hearer?.window) return underWay.load(viewer).then(({ window }) => window);
      hearers.delete(viewer);
      hearers.set(viewer, hearer);
      return hearer.window;
    },
    async older(viewer, before, limit) {
      const hearer = upToDate(viewer);
      const authors = hearer ? heardBy.authorsOf(hearer) : (await underWay.load(viewer)).authors;
      return reader.below(viewer, authors, before, limit);
    },
    size: () => ({ windows: hearers.size }),
    publish(publication) {
      const post = { ...publication, id: shared(publication.id) };
      const own = hearers.get(post.author)?.window;
      if (own && post.onlyMe) deliver(own, post.id, limits.idsMax);
      published.publish(post);
    },
    react(viewer, what, id, on) {
      underWay.noteReaction(viewer, what, id, on);
      const window = upToDate(viewer)?.window;
      if (window) react(window, what, shared(id), on, limits.idsMax);
    },
    leave(viewer) {
      underWay.outdate(viewer);
      drop(viewer);
    },
    slice: () => published.slice(),
    reset() {
      underWay.outdateAll();
      hearers.clear();
      heardBy.clear();
    },
  };
}
