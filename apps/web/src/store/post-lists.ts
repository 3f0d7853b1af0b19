import { pages, type PagePath } from '../api/paths.ts';
import type { Post } from '../api/shapes.ts';
import { stored } from '../outbox/stored.ts';
import { atSomeMoment } from './at-some-moment.ts';
import { type PagedList, pagedList, type SavedPage } from './paged-list.ts';
import { isLocal, takePosts, trimPosts } from './posts.ts';

export type PostList = PagedList<string>;

const listsMax = 12;
const ownMax = 20;
/** Ids sort by time; those that the server has not given yet stand above them. */
const newestFirst = (a: string, b: string): number => (a < b ? 1 : -1);
const lists = new Map<string, PostList>();
/** Posts written here lately, which a page that was asked for before does not hold; by id, the last one last. */
const own = new Map<string, Post>();

const savedPages = stored('pages');
/** How often the lists were forgotten. */
let forgotten = 0;

/** Keeps the first page of a list in this browser. After a log-out none is left, and what was asked for before makes none. */
const savedAs = (name: string) => {
  const reader = forgotten;
  return {
    read: async () => (await savedPages.get(name)) as SavedPage<Post> | undefined,
    write: (page: SavedPage<Post>) => void (reader === forgotten && savedPages.put(name, page)),
  };
};

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
      own: () => [...own].flatMap(([id, post]) => (namesFor(post).includes(name) ? [id] : [])).toReversed(),
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
const namesFor = (post: Post): string[] =>
  post.replyTo === undefined
    ? ['home', `by ${post.author.id}`, ...(post.visibility === 'public' ? ['everyone'] : [])]
    : [`to ${post.replyTo}`];

function noteOwn(id: string, post: Post): void {
  own.set(id, post);
  for (const oldest of own.keys()) {
    if (own.size <= ownMax) break;
    own.delete(oldest);
  }
}

export function placePost(post: Post): void {
  noteOwn(post.id, post);
  for (const name of namesFor(post)) {
    const list = lists.get(name);
    if (list?.isRead() && !list.rows.value.includes(post.id)) list.rows.value = [post.id, ...list.rows.value];
  }
}

/** A post got its id from the server. */
export function renamePost(from: string, to: string): void {
  const post = own.get(from);
  if (post) noteOwn(to, post);
  own.delete(from);
  for (const { rows, fresh } of lists.values()) {
    if (!rows.value.includes(from)) continue;
    const without = rows.value.filter((id) => id !== to);
    rows.value = without.map((id) => (id === from ? to : id));
    if (fresh.value.includes(to)) fresh.value = fresh.value.filter((id) => id !== to);
  }
}

export function unlistPost(id: string): void {
  own.delete(id);
  for (const { rows, fresh } of lists.values()) {
    if (rows.value.includes(id)) rows.value = rows.value.filter((other) => other !== id);
    if (fresh.value.includes(id)) fresh.value = fresh.value.filter((other) => other !== id);
  }
}

function leave(ids: readonly string[], isLeft: (name: string) => boolean): void {
  for (const [name, list] of lists)
    if (isLeft(name))
      for (const rows of [list.rows, list.fresh])
        if (rows.value.some((id) => ids.includes(id)))
          rows.value = rows.value.filter((id) => !ids.includes(id));
}

/** Takes posts out of the home feed alone: one does not follow their author any more. */
export const leaveHome = (ids: readonly string[]): void => leave(ids, (name) => name === 'home');

/** Takes posts out of all lists that many write, as their author is muted. Who looks for them finds their page whole. */
export const meetNoMore = (ids: readonly string[]): void => leave(ids, (name) => !name.startsWith('by '));

/** Whether something written here is still on its way, so that news of it would be taken for somebody else's. */
export const isSending = (): boolean => [...own.keys()].some(isLocal);

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

/** Looks for what is new in the lists that are kept. */
export const readListsAgain = atSomeMoment(() => {
  for (const list of lists.values()) if (list.isRead()) void list.load();
});

/** Reads what is empty at once: whoever followed somebody waits for their posts. */
export function readEmptyLists(): void {
  for (const list of lists.values()) if (list.isRead() && list.rows.value.length === 0) void list.load();
}

export function forgetLists(): void {
  forgotten++;
  lists.clear();
  own.clear();
}
