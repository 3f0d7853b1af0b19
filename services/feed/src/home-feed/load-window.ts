import type { MemoryLook } from '@touchline/kernel';
import { card, privateGroup } from '../views/card.ts';
import { kudos } from '../views/kudos.ts';
import { repost } from '../views/repost.ts';
import { newestFirst, type Merged, type Timeline } from './newest-first.ts';
import { reactedIds } from './reacted-ids.ts';
import { heardAuthors } from './heard-authors.ts';
import { loadedIds, withRoom, type Window } from './window.ts';
import type { HomeFeedLimits } from './limits.ts';

/** Reads feeds from rows. */
export interface FeedReader {
  window(viewer: string): Promise<{ readonly window: Window; readonly authors: readonly string[] }>;
  /** Ids below a place, newest first. */
  below(viewer: string, authors: readonly string[], before: string, limit: number): Promise<Merged>;
}

export interface FeedReaderDeps {
  readonly look: MemoryLook;
  readonly limits: HomeFeedLimits;
  readonly shared: (id: string) => string;
  readonly pause: () => Promise<void>;
}

export function feedReader({ look, limits, shared, pause }: FeedReaderDeps): FeedReader {
  const timeline = (group: string): Timeline => ({
    read: (after, limit) => look.range(card, 'byAuthor', { group, after, limit, keysOnly: true }),
  });
  const merged = (viewer: string, authors: readonly string[], before: string | undefined, limit: number) =>
    newestFirst([privateGroup(viewer), ...authors].map(timeline), before, limit, pause);

  return {
    below: merged,
    async window(viewer) {
      const authors = await heardAuthors(look, viewer, limits.heardMax);
      const newest = await merged(viewer, authors, undefined, loadedIds(limits.idsMax));
      const ids = Array.from(newest.ids, shared).toReversed();
      const reacted = async (view: typeof kudos | typeof repost): Promise<string[]> =>
        (await reactedIds(look, view, viewer, ids)).map(shared);
      const window: Window = {
        ids: newest.more ? withRoom(ids, limits.idsMax) : ids,
        floor: newest.more ? (ids[0] as string) : '',
        kudos: await reacted(kudos),
        reposts: await reacted(repost),
      };
      return { window, authors };
    },
  };
}
