import { JsonText, type Awaitable, type Look } from '@touchline/kernel';
import {
  postAnswerText,
  postAnswerTextOnce,
  postETag,
  unknownAuthor,
  type ViewerMarks,
} from '../answer/post-answer-text.ts';
import type { PostRow } from '../answer/post-row.ts';
import { personCards } from './person-cards.ts';

/** One post as a query answers it. Costs no turn of the event loop when the author's card is cached. */
export function postTextOf(
  look: Look,
  id: string,
  row: PostRow,
  marks: ViewerMarks | undefined,
): Awaitable<JsonText> {
  const card = look.get(personCards, row.author);
  const text = (author = unknownAuthor(row.author)): JsonText =>
    new JsonText(postAnswerText(id, row, author, marks), { etag: postETag(id, row, author, marks) });
  return card instanceof Promise ? card.then(text) : text(card);
}

/** One post as a command answers it: just made, shown once. */
export function writtenPostText(
  look: Look,
  id: string,
  row: PostRow,
  marks: ViewerMarks | undefined,
): Awaitable<JsonText> {
  const card = look.get(personCards, row.author);
  const text = (author = unknownAuthor(row.author)): JsonText =>
    new JsonText(postAnswerTextOnce(id, row, author, marks));
  return card instanceof Promise ? card.then(text) : text(card);
}
