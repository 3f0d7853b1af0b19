import { hash } from 'node:crypto';
import { JsonPage, type Look } from '@touchline/kernel';
import { postAnswerParts } from '@touchline/posts/published';
import type { HomeFeed } from '../home-feed/feeds.ts';
import { endsAt, idsBelow, type Window } from '../home-feed/window.ts';
import { marksIn, marksOf, type MarksOf } from './marks.ts';
import { shownPosts } from './shown-posts.ts';

export interface Reading {
  readonly look: Look;
  readonly feed: HomeFeed;
  readonly viewer: string;
}

/** What was left out of a page (deleted, not for this viewer) is made up for, but not for ever. */
const roundsMax = 5;

/** One page of a home feed as JSON text, newest first, below a place. */
export async function feedPage(
  reading: Reading,
  before: string | undefined,
  limit: number,
): Promise<JsonPage> {
  const { look, feed, viewer } = reading;
  const window = await feed.open(viewer);
  let items = '';
  let count = 0;
  let tags = '';
  let place = before;
  let ended = false;
  for (let rounds = 0; rounds < roundsMax && count < limit && !ended; rounds++) {
    const found = await candidates(reading, window, place, limit - count);
    for (const { id, row, author } of await shownPosts(look, viewer, found.ids)) {
      const { text, marks, tag } = postAnswerParts(id, row, author, found.marks(id));
      items += (count++ === 0 ? '' : ',') + text + marks;
      tags += tag;
    }
    place = found.ids.at(-1) ?? place;
    ended = found.ended;
  }
  const next = ended ? undefined : place;
  const etag = hash('sha1', `${tags}]${next}`, 'base64url');
  return new JsonPage(items, { next, etag });
}

interface Candidates {
  readonly ids: readonly string[];
  readonly marks: MarksOf;
  /** There is nothing older. */
  readonly ended: boolean;
}

/** The next ids of the feed: from the window as far as it reaches, then merged from rows. */
async function candidates(
  { look, feed, viewer }: Reading,
  window: Window,
  before: string | undefined,
  limit: number,
): Promise<Candidates> {
  const ids = idsBelow(window, before, limit);
  if (ids.length > 0 || window.floor === '')
    return { ids, marks: marksIn(window), ended: endsAt(window, ids.at(-1)) };
  const older = await feed.older(viewer, before ?? window.floor, limit);
  return { ids: older.ids, marks: await marksOf(look, viewer, older.ids), ended: !older.more };
}
