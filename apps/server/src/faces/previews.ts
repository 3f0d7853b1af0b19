import type { Preview } from './head-tags.ts';

/** Reads one of the own routes as a stranger; `undefined` when it is not answered with 200. */
export type ReadAsStranger = (path: string) => Promise<unknown>;

interface Post {
  readonly author: { readonly handle: string; readonly name: string };
  readonly text: string;
  readonly createdAt: string;
}
interface Person {
  readonly handle: string;
  readonly name: string;
  readonly bio: string;
}

/** What the page at this path is about, as far as everybody may know. */
export async function previewOf(path: string, read: ReadAsStranger): Promise<Preview | undefined> {
  const [, kind, name, ...more] = path.split('/');
  if (name === undefined || more.length > 0 || !/^[\w@%.-]{1,100}$/.test(name)) return undefined;
  if (kind === 'p') return postPreview((await read(`/v1/posts/${name}`)) as Post | undefined);
  if (kind === 'u') return personPreview((await read(`/v1/people/${name}`)) as Person | undefined);
  return undefined;
}

/** A stranger is answered public posts alone. */
const postPreview = (post: Post | undefined): Preview | undefined =>
  post && {
    title: `${post.author.name} (@${post.author.handle}) on Touchline`,
    description: post.text,
    kind: 'article',
    publishedAt: post.createdAt,
  };

const personPreview = (person: Person | undefined): Preview | undefined =>
  person && {
    title: `${person.name} (@${person.handle}) on Touchline`,
    description: person.bio || `What ${person.name} does and shares.`,
    kind: 'profile',
  };
