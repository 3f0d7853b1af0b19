import { pages, type PagePath } from '../api/paths.ts';
import type { Post } from '../api/shapes.ts';
import { stored } from '../outbox/stored.ts';
import { type PagedList, pagedList, type SavedPage } from './paged-list.ts';
import { takePosts, trimPosts } from './posts.ts';

export type PostList = PagedList<string>;

const listsMax = 12;
/** Ids sort by time; those that the server has not given yet stand above them. */
const newestFirst = (a: string, b: string): number => (a < b ? 1 : -1);
const lists = new Map<string, PostList>();

const savedPages = stored('pages');

/** Keeps the first page of a list in this browser. After a log-out none is left. */
const savedAs = (name: string) => ({
  read: async () => (await savedPages.get(name)) as SavedPage<Post> | undefined,
  write: (page: SavedPage<Post>) => void savedPages.put(name, page),
});

export const forgetSavedPages = (): Promise<void> => savedPages.clear();

function listOf(name: string, path: PagePath, { isSaved = false } = {}): PostList {
  const known = lists.get(name);
  const list =
    known ??
    pagedList<Post, string>({
      path,
      take: takePosts,
      same: (a, b) => a === b,
      order: newestFirst,
      ...(isSaved && { saved: savedAs(name) }),
    });
  // Looked at last, dropped last.
  lists.delete(name);
  lists.set(name, list);
  for (const [oldest] of lists) {
    if (lists.size <= listsMax) break;
    lists.delete(oldest);
  }
  trimPosts(new Set([...lists.values()].flatMap(({ rows, fresh }) => [...rows.value, ...fresh.value])));
  return list;
}

/** The lists of posts there are; the same name gives the same list, so that going back finds it as it was. */
export const postLists = {
  home: () => listOf('home', pages.feed, { isSaved: true }),
  everyone: () => listOf('everyone', pages.publicFeed, { isSaved: true }),
  by: (person: string) => listOf(`by ${person}`, pages.postsBy(person)),
  hashtag: (tag: string) => listOf(`#${tag}`, pages.hashtag(tag)),
  replies: (post: string) => listOf(`to ${post}`, pages.replies(post)),
};

/** The lists in which a post of mine shows up. */
function listsFor(post: Post): PostList[] {
  const names =
    post.replyTo === undefined
      ? ['home', `by ${post.author.id}`, ...(post.visibility === 'public' ? ['everyone'] : [])]
      : [`to ${post.replyTo}`];
  return names.flatMap((name) => lists.get(name) ?? []);
}

export function placePost(post: Post): void {
  for (const { rows } of listsFor(post))
    if (!rows.value.includes(post.id)) rows.value = [post.id, ...rows.value];
}

/** A post got its id from the server. */
export function renamePost(from: string, to: string): void {
  for (const { rows } of lists.values()) {
    if (!rows.value.includes(from)) continue;
    const without = rows.value.filter((id) => id !== to);
    rows.value = without.map((id) => (id === from ? to : id));
  }
}

export function unlistPost(id: string): void {
  for (const { rows, fresh } of lists.values()) {
    if (rows.value.includes(id)) rows.value = rows.value.filter((other) => other !== id);
    if (fresh.value.includes(id)) fresh.value = fresh.value.filter((other) => other !== id);
  }
}

/** Somebody else's post arrived: it waits on top of the lists it belongs to, unseen. */
export function announcePost(id: string, replyTo: string | undefined, topics: readonly string[]): void {
  if (replyTo !== undefined) return announceIn(`to ${replyTo}`, id);
  const hearsFeed = topics.includes('feed');
  const hearsAll = topics.includes('public');
  // The news does not say for which of two feeds it is: reading them tells.
  if (hearsFeed && hearsAll) readListsAgain();
  else announceIn(hearsFeed ? 'home' : 'everyone', id);
}

function announceIn(name: string, id: string): void {
  const list = lists.get(name);
  if (!list || list.rows.value.includes(id) || list.fresh.value.includes(id)) return;
  list.fresh.value = [id, ...list.fresh.value];
}

let planned = false;
const readAgainMs = 3000;

/** Looks for what is new in the lists that are kept; many wishes in a short time are one. */
export function readListsAgain(): void {
  if (planned) return;
  planned = true;
  setTimeout(() => {
    planned = false;
    for (const list of lists.values()) if (list.rows.value.length > 0) void list.load();
  }, readAgainMs * Math.random());
}

export const forgetLists = (): void => lists.clear();
