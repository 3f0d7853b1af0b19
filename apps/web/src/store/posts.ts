import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { covers } from '../api/covers.ts';
import type { Post } from '../api/shapes.ts';

/** `null` is a post that is gone; `undefined` one that has not been read yet. */
export type Known = Post | null | undefined;
type Change = (post: Post) => Post | null;

interface Entry {
  /** As the server told it last. */
  readonly told: Signal<Known>;
  /** What was done here and is not answered yet, by the key of its command. */
  readonly pending: Signal<ReadonlyMap<string, Change>>;
  readonly shown: ReadonlySignal<Known>;
  /** When a command of ours about it was answered last, and the position of that answer. */
  settledAt: number;
  settledToken: string | undefined;
  /** Answered before the post itself was read: a read that began before the answer may not know of it. */
  unseen: readonly Change[];
  /** News that came while a command was on its way: whether it knows of the command shows when that is answered. */
  held: readonly News[];
  /** News that was taken lately: a read that began before it may not know of it. */
  heard: readonly Heard[];
}

interface Heard {
  readonly at: number;
  readonly change: Change;
}

interface News {
  /** How far it knows: a position token. */
  readonly token: string;
  readonly change: Change;
}

/** Written here and without an id of the server's yet. */
export const isLocal = (id: string): boolean => id.startsWith('local-');

const entriesMax = 2000;
const heldMax = 20;
const aheadMax = 200;
const entries = new Map<string, Entry>();
/** News that was heard lately of posts which are not known: the page that brings one may have been asked for before it. */
let ahead: readonly (Heard & { readonly id: string })[] = [];
let moment = 0;

/** Begins a read. What it brings is older than any command answered since, and does not overwrite that. */
export const beginRead = (): number => ++moment;

function entryOf(id: string): Entry {
  const known = entries.get(id);
  if (known) return known;
  const told = signal<Known>(undefined);
  const pending = signal<ReadonlyMap<string, Change>>(new Map());
  const shown = computed(() => {
    let post = told.value;
    for (const change of pending.value.values()) if (post) post = change(post);
    return post;
  });
  const entry: Entry = {
    told,
    pending,
    shown,
    settledAt: 0,
    settledToken: undefined,
    unseen: [],
    held: [],
    heard: ahead.filter((news) => news.id === id),
  };
  entries.set(id, entry);
  return entry;
}

/** A post as it is shown: what the server told, with what was done here on top. */
export const postOf = (id: string): ReadonlySignal<Known> => entryOf(id).shown;

/** Takes in what a read brought, unless it is from before a command that was answered since. */
export function takePosts(posts: readonly Post[], readAt: number): string[] {
  for (const post of posts) {
    const entry = entryOf(post.id);
    if (entry.settledAt < readAt) {
      // News says how something is. What is newer than the read comes once more, and more news if need be.
      entry.heard = entry.heard.filter(({ at }) => at > readAt);
      entry.told.value = entry.heard.reduce<Known>((known, { change }) => known && change(known), post);
    } else if (entry.told.value === undefined)
      entry.told.value = entry.unseen.reduce<Known>((known, change) => known && change(known), post);
    entry.unseen = [];
  }
  return posts.map(({ id }) => id);
}

/** The post turned out to be gone, or not to be for us. */
export const postGone = (id: string): void => void (entryOf(id).told.value = null);

/** Those of an author that are known here. */
export const postsOf = (author: string): string[] =>
  [...entries].flatMap(([id, { told }]) => (told.peek()?.author.id === author ? [id] : []));

/** Shows what a command will do, until it is settled. */
export function expectChange(id: string, key: string, change: Change): void {
  const { pending } = entryOf(id);
  pending.value = new Map(pending.value).set(key, change);
}

/** The command was answered at a position: done as expected, or (`undefined`) refused. */
export function settleChange(id: string, key: string, outcome?: 'done', token?: string): void {
  const entry = entryOf(id);
  const { told, pending } = entry;
  const expected = pending.value.get(key);
  if (!expected) return;
  entry.settledAt = ++moment;
  const left = new Map(pending.value);
  left.delete(key);
  batch(() => {
    if (outcome === 'done') {
      entry.settledToken = token ?? entry.settledToken;
      if (told.value) told.value = expected(told.value);
      else if (told.value === undefined) entry.unseen = [...entry.unseen, expected];
    }
    pending.value = left;
    if (left.size > 0) return;
    const { held } = entry;
    entry.held = [];
    for (const news of held) takeNews(entry, news);
  });
}

/** News from before our own command does not know of it and would take it back. */
function takeNews(entry: Entry, { token, change }: News): void {
  const { told, settledToken, heard } = entry;
  if (told.value === null || (settledToken !== undefined && !covers(token, settledToken))) return;
  if (told.value) told.value = change(told.value);
  entry.heard = [...heard, { at: ++moment, change }].slice(-heldMax);
}

/** Takes in news about a post that is known here; news about others waits for the page that brings them. */
export function tellPost(id: string, token: string, change: Change): void {
  const entry = entries.get(id);
  if (!entry) ahead = [...ahead, { id, at: ++moment, change }].slice(-aheadMax);
  else if (entry.pending.value.size > 0) entry.held = [...entry.held, { token, change }].slice(-heldMax);
  else takeNews(entry, { token, change });
}

/** Lets go of the posts nobody looks at, once there are very many. */
export function trimPosts(inUse: ReadonlySet<string>): void {
  if (entries.size <= entriesMax) return;
  for (const [id, entry] of entries) if (!inUse.has(id) && entry.pending.value.size === 0) entries.delete(id);
}

export function forgetPosts(): void {
  entries.clear();
  ahead = [];
}
