import { hash } from 'node:crypto';
import type { PostRow } from './post-row.ts';

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

interface Fragment {
  readonly head: string;
  readonly tail: string;
  tag?: string;
}

// Rows and cards are immutable and shared by the cache, so what is made of one is made once and goes with it.
const fragments = new WeakMap<PostRow, Fragment>();
const authors = new WeakMap<AuthorCard, Fragment>();

/** The JSON text of a post as `postAnswer` describes it. */
export function postAnswerText(row: PostRow, author: AuthorCard, viewer: ViewerMarks | undefined): string {
  const { head, tail } = fragmentOf(row);
  return head + authorOf(author).head + tail + marksText(viewer);
}

/** The same for a row that is answered once and thrown away: nothing is kept of it. */
export function postAnswerTextOnce(
  row: PostRow,
  author: AuthorCard,
  viewer: ViewerMarks | undefined,
): string {
  const { head, tail } = rendered(row);
  return head + authorOf(author).head + tail + marksText(viewer);
}

/** Changes whenever the text of `postAnswerText` does. */
export const postETag = (row: PostRow, author: AuthorCard, viewer: ViewerMarks | undefined): string =>
  tagOf(fragmentOf(row)) +
  tagOf(authorOf(author)) +
  (viewer?.kudos ? 'k' : '') +
  (viewer?.reposted ? 'r' : '');

function marksText(viewer: ViewerMarks | undefined): string {
  if (viewer?.kudos)
    return viewer.reposted ? '{"kudos":true,"reposted":true}}' : '{"kudos":true,"reposted":false}}';
  return viewer?.reposted ? '{"kudos":false,"reposted":true}}' : '{"kudos":false,"reposted":false}}';
}

function fragmentOf(row: PostRow): Fragment {
  const known = fragments.get(row);
  if (known) return known;
  const made = rendered(row);
  fragments.set(row, made);
  return made;
}

function rendered(row: PostRow): Fragment {
  const { id, text, at, editedAt, visibility = 'public', replyTo, mentions = [], hashtags = [] } = row;
  const counts = `{"kudos":${row.kudos ?? 0},"replies":${row.replies ?? 0},"reposts":${row.reposts ?? 0}}`;
  return {
    head: `{"id":"${id}","author":`,
    tail:
      `,"text":${JSON.stringify(text)},"createdAt":"${iso(at)}"` +
      (editedAt === undefined ? '' : `,"editedAt":"${iso(editedAt)}"`) +
      `,"visibility":"${visibility}"` +
      (replyTo === undefined ? '' : `,"replyTo":"${replyTo}"`) +
      `,"mentions":${mentions.length === 0 ? '[]' : JSON.stringify(mentions)}` +
      `,"hashtags":${hashtags.length === 0 ? '[]' : JSON.stringify(hashtags)}` +
      `,"counts":${counts},"viewer":`,
  };
}

function authorOf(card: AuthorCard): Fragment {
  const known = authors.get(card);
  if (known) return known;
  const { id, handle, name } = card;
  const made: Fragment = { head: JSON.stringify({ id, handle, name }), tail: '' };
  authors.set(card, made);
  return made;
}

// 72 bits of SHA-1: a tag names a state, it protects nothing.
const tagOf = (fragment: Fragment): string =>
  (fragment.tag ??= hash('sha1', fragment.head + fragment.tail, 'base64url').slice(0, 12));

const iso = (ms: number): string => new Date(ms).toISOString();
