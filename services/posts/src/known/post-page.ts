import { JsonPage, pageCursorOrId, type QueryCall } from '@touchline/kernel';
import { z } from 'zod';
import { postAnswerText, unknownAuthor } from '../answer/post-answer-text.ts';
import type { PostRow } from '../answer/post-row.ts';
import { authorize } from '../authorize.ts';
import { mutes } from './mutes.ts';
import { personCards } from './person-cards.ts';
import { isPost, posts } from './posts.ts';
import { reactionKey, reactions } from './reactions.ts';
import { ties } from './ties.ts';
import { viewersOf } from './viewer-of.ts';

/** The query-string fields of every list of posts. */
export const pageFields = {
  limit: z.coerce.number().int().min(1).max(100).default(30),
  before: pageCursorOrId,
};

interface PageInput {
  readonly limit: number;
  readonly before?: string | undefined;
}

interface Shown {
  readonly id: string;
  readonly row: PostRow;
}

/** Everything that a page of one author is made of, and one of many; for `uses`. */
export const pageViews = [posts, personCards, reactions, ties];
export const pageViewsOfMany = [...pageViews, mutes];

/** What the viewer may not see is filled up from further back, this often at most; then the page stays short. */
const roundsMax = 5;

/** A page of posts by one of the post view's indexes, newest first, as the viewer may see them; of many authors without those they mute. */
export async function postPage(
  call: QueryCall,
  index: keyof typeof posts.indexes,
  group: string,
  { limit, before }: PageInput,
): Promise<JsonPage> {
  const action = index === 'byAuthor' ? 'read' : 'list';
  const shown: Shown[] = [];
  let next = before;
  for (let round = 0; round < roundsMax; round++) {
    const page = await call.look.range(posts, index, { group, after: next, limit: limit - shown.length });
    const authors = page.rows.filter(isPost).map(({ author }) => author);
    const viewers = await viewersOf(call.look, call.actor, authors, action);
    for (const [i, row] of page.rows.entries()) {
      const viewer = isPost(row) && viewers.get(row.author);
      if (viewer && authorize(viewer, action, row) === 'allowed')
        shown.push({ id: page.keys[i] as string, row });
    }
    next = page.next;
    if (next === undefined || shown.length === limit) break;
  }
  const items = await rendered(call, shown);
  return new JsonPage(items.join(','), { next });
}

async function rendered({ look, actor }: QueryCall, shown: readonly Shown[]): Promise<string[]> {
  const authors = [...new Set(shown.map(({ row }) => row.author))];
  const cards = await look.getMany(personCards, authors);
  const cardOf = new Map(authors.map((author, i) => [author, cards[i] ?? unknownAuthor(author)]));
  const marks =
    actor === null
      ? []
      : await look.getMany(
          reactions,
          shown.map(({ id }) => reactionKey(actor, id)),
        );
  return shown.map(({ id, row }, i) =>
    postAnswerText(id, row, cardOf.get(row.author) ?? unknownAuthor(row.author), marks[i]),
  );
}
