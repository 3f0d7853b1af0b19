import type { Look } from '@touchline/kernel';
import { unknownAuthor, type AuthorCard, type PostRow, type ReplyTally } from '@touchline/posts/published';
import { authorize } from '../authorize.ts';
import { author } from '../views/author.ts';
import { card } from '../views/card.ts';
import { following } from '../views/following.ts';
import { hidden } from '../views/hidden.ts';
import { hiddenCount } from '../views/hidden-count.ts';
import { replyCount } from '../views/reply-count.ts';
import { noRelation, relationsTo } from './relations.ts';

export interface ShownPost {
  readonly id: string;
  readonly row: PostRow;
  readonly author: AuthorCard;
}

/** What `shownPosts` reads. */
export const shownFrom = [card, replyCount, author, following, hidden, hiddenCount];

/**
 * The posts of a list of ids that the viewer may see now, in the same order. A window says what may be of interest;
 * what may be seen is asked here, of the rows, each time: deleted, hidden or no longer followed is left out.
 */
export async function shownPosts(look: Look, viewer: string, ids: readonly string[]): Promise<ShownPost[]> {
  // Asked together: where rows are far away it is one way for both.
  const [rows, replies] = await Promise.all([look.getMany(card, ids), look.getMany(replyCount, ids)]);
  // Each row's own author, some of them several times: that costs less than finding out who they are.
  const people = rows.map((row) => row?.author ?? viewer);
  const cards = await look.getMany(author, people);
  const relations = await relationsTo(look, viewer, people, rows);
  const shown: ShownPost[] = [];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!row || !authorize(viewer, 'read', row, relations?.get(row.author) ?? noRelation)) continue;
    const by = cards[i] ?? unknownAuthor(row.author);
    shown.push({ id: ids[i] as string, row: withReplies(row, replies[i]), author: by });
  }
  return shown;
}

const replied = new WeakMap<PostRow, PostRow>();

/** The same object for the same row and count, because what is made of a row hangs on the object. */
function withReplies(row: PostRow, tally: ReplyTally | undefined): PostRow {
  if (tally === undefined) return row;
  const known = replied.get(row);
  if (known && isSame(known, tally)) return known;
  const made = { ...row, ...tally };
  replied.set(row, made);
  return made;
}

const isSame = (a: ReplyTally, b: ReplyTally): boolean =>
  a.replies === b.replies && a.followersReplies === b.followersReplies && a.ownReplies === b.ownReplies;
