import { hash } from 'node:crypto';
import { isoTime } from '@touchline/kernel';
import { publishedAt, type PostRow } from './post-row.ts';
import { repliesShown } from './reply-tally.ts';

export interface AuthorCard {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
}

/** What the person who asks has done with the post. */
export interface ViewerMarks {
  readonly kudos?: boolean | undefined;
  readonly reposted?: boolean | undefined;
}

/** For the moment in which an account is so new that its name has not arrived here. */
export const unknownAuthor = (id: string): AuthorCard => ({ id, handle: '', name: '' });

/** A post as an author's card and a row make it, without what the viewer has done. */
interface Rendered {
  readonly author: AuthorCard;
  /** Up to the value of `viewer`. */
  readonly text: string;
  /** 72 bits of SHA-1: a tag names a state, it protects nothing. */
  readonly tag: string;
}

// Rows and cards are immutable and shared by the cache, so what is made of a row is made once and goes with it.
// A row stands under one key, so the id that it is answered under is always the same.
const kept = new WeakMap<PostRow, Rendered>();
const authors = new WeakMap<AuthorCard, string>();

/** The JSON text of a post as `postAnswer` describes it. */
export const postAnswerText = (
  id: string,
  row: PostRow,
  author: AuthorCard,
  viewer: ViewerMarks | undefined,
): string => renderedOf(id, row, author).text + marksText(viewer);

/** The same for a row that is answered once and thrown away: nothing is kept of it. */
export const postAnswerTextOnce = (
  id: string,
  row: PostRow,
  author: AuthorCard,
  viewer: ViewerMarks | undefined,
): string => textOf(id, row, author) + marksText(viewer);

/** Changes whenever the text of `postAnswerText` does. */
export const postETag = (
  id: string,
  row: PostRow,
  author: AuthorCard,
  viewer: ViewerMarks | undefined,
): string => tagOf(renderedOf(id, row, author), viewer);

/** Text and tag at once, for pages of many posts. */
export function postAnswerParts(
  id: string,
  row: PostRow,
  author: AuthorCard,
  viewer: ViewerMarks | undefined,
): { readonly text: string; readonly marks: string; readonly tag: string } {
  const rendered = renderedOf(id, row, author);
  return { text: rendered.text, marks: marksText(viewer), tag: tagOf(rendered, viewer) };
}

function marksText(viewer: ViewerMarks | undefined): string {
  if (viewer?.kudos)
    return viewer.reposted ? '{"kudos":true,"reposted":true}}' : '{"kudos":true,"reposted":false}}';
  return viewer?.reposted ? '{"kudos":false,"reposted":true}}' : '{"kudos":false,"reposted":false}}';
}

function renderedOf(id: string, row: PostRow, author: AuthorCard): Rendered {
  const known = kept.get(row);
  if (known?.author === author) return known;
  const text = textOf(id, row, author);
  const made = { author, text, tag: hash('sha1', text, 'base64url').slice(0, 12) };
  kept.set(row, made);
  return made;
}

function textOf(id: string, row: PostRow, author: AuthorCard): string {
  const { text, editedAt, visibility = 'public', replyTo, mentions = [], hashtags = [] } = row;
  const counts = `{"kudos":${row.kudos ?? 0},"replies":${repliesShown(row, visibility)},"reposts":${row.reposts ?? 0}}`;
  return (
    `{"id":"${id}","author":${authorOf(author)}` +
    `,"text":${JSON.stringify(text)},"createdAt":"${isoTime(publishedAt(id, row))}"` +
    (editedAt === undefined ? '' : `,"editedAt":"${isoTime(editedAt)}"`) +
    `,"visibility":"${visibility}"` +
    (replyTo === undefined ? '' : `,"replyTo":"${replyTo}"`) +
    `,"mentions":${mentions.length === 0 ? '[]' : JSON.stringify(mentions)}` +
    `,"hashtags":${hashtags.length === 0 ? '[]' : JSON.stringify(hashtags)}` +
    `,"counts":${counts},"viewer":`
  );
}

function authorOf(card: AuthorCard): string {
  const known = authors.get(card);
  if (known !== undefined) return known;
  const { id, handle, name } = card;
  const made = JSON.stringify({ id, handle, name });
  authors.set(card, made);
  return made;
}

const tagOf = ({ tag }: Rendered, viewer: ViewerMarks | undefined): string =>
  tag + (viewer?.kudos ? 'k' : '') + (viewer?.reposted ? 'r' : '');
