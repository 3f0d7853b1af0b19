import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { erased, type NewEvent, type ViewType } from '@touchline/kernel';
import { assertErases, recorded } from '@touchline/kernel/testing';
import fc from 'fast-check';
import {
  KudosGiven,
  KudosWithdrawn,
  PostDeleted,
  PostEdited,
  PostPublished,
  PostReposted,
  RepostWithdrawn,
} from '../events.ts';
import { at, rowsOf } from '../testing/rows-of.ts';
import { posts } from './posts.ts';

const atMs = Date.parse(at);
const content = (text: string) => ({ text, ...(text.includes('#') && { hashtags: ['hills'] }) });
const to = (replyTo?: string) => (replyTo === undefined ? {} : { replyTo });

const publishes = (post: string, replyTo?: string, text = 'Up') =>
  PostPublished({ post, author: 'kai', ...content(text), ...to(replyTo) });
const edits = (post: string, text: string) => PostEdited({ post, author: 'kai', ...content(text) });
const deletes = (post: string, replyTo?: string) => PostDeleted({ post, author: 'kai', ...to(replyTo) });
const on = (post: string, person = 'mia') => ({ post, person });

const rows = (...events: NewEvent[]) => rowsOf(posts, events);

test('a row holds what differs from the usual and nothing else', () => {
  deepEqual(rows(publishes('a')), { a: { author: 'kai', text: 'Up', at: atMs } });
});

test('an edit replaces text, mentions and hashtags and keeps the counts', () => {
  deepEqual(rows(publishes('a', undefined, 'Up #hills'), KudosGiven(on('a')), edits('a', 'Down')), {
    a: { author: 'kai', text: 'Down', at: atMs, editedAt: atMs, kudos: 1 },
  });
});

test('replies, kudos and reposts count up and down on the row of the post', () => {
  const up = [
    publishes('a'),
    publishes('b', 'a'),
    KudosGiven(on('a')),
    KudosGiven(on('a', 'tom')),
    PostReposted(on('a')),
  ];
  deepEqual(rows(...up)['a'], {
    author: 'kai',
    text: 'Up',
    at: atMs,
    kudos: 2,
    replies: 1,
    reposts: 1,
  });
  const down = [deletes('b', 'a'), KudosWithdrawn(on('a')), RepostWithdrawn(on('a'))];
  deepEqual(rows(...up, ...down)['a'], { author: 'kai', text: 'Up', at: atMs, kudos: 1 });
});

test('a deleted post is gone, its replies stay, and reactions that come late change nothing', () => {
  const after = rows(publishes('a'), publishes('b', 'a'), deletes('a'), KudosGiven(on('a')));
  deepEqual(after, { a: { replies: 1 }, b: { author: 'kai', text: 'Up', at: atMs, replyTo: 'a' } });
  deepEqual(rows(publishes('a'), publishes('b', 'a'), deletes('a'), deletes('b', 'a')), {});
});

test('of an erased author nothing is left, neither of a post nor of an edit', () => {
  const textless = (event: NewEvent) => ({ ...event, data: { ...event.data, text: erased } });
  deepEqual(rows(textless(publishes('a'))), {});
  deepEqual(rows(publishes('a'), textless(edits('a', 'Down'))), {});
});

test('indexes: posts by author, replies apart; when public, in the feed and under their hashtags; replies by parent', () => {
  const groups = (row: object, key: string) =>
    Object.fromEntries(
      Object.entries(posts.indexes).map(([name, index]) => [name, index.in(row as never, key)]),
    );
  const post = { author: 'kai', text: 'Up', at: atMs, hashtags: ['hills'] };
  deepEqual(groups(post, 'a'), { byAuthor: 'kai', publicFeed: 'all', byTag: ['hills'], replies: null });
  deepEqual(groups({ ...post, visibility: 'followers' }, 'a'), {
    byAuthor: 'kai',
    publicFeed: null,
    byTag: null,
    replies: null,
  });
  deepEqual(groups({ ...post, replyTo: 'b' }, 'a'), {
    byAuthor: 'kai!',
    publicFeed: null,
    byTag: ['hills'],
    replies: 'b',
  });
  deepEqual(groups({ replies: 1 }, 'a'), { byAuthor: null, publicFeed: null, byTag: null, replies: null });
});

/** Two threads of events, one per partition: a post with reactions, and replies to it; each in its own order. */
const ofPost = fc
  .array(fc.tuple(fc.constantFrom('kudos', 'reposts'), fc.constantFrom('mia', 'tom'), fc.boolean()), {
    maxLength: 8,
  })
  .chain((wishes) => fc.record({ wishes: fc.constant(wishes), edit: fc.boolean(), deleted: fc.boolean() }))
  .map(({ wishes, edit, deleted }) => {
    const on_ = new Set<string>();
    const events: NewEvent[] = [publishes('a')];
    for (const [what, person, wanted] of wishes) {
      const key = `${what} ${person}`;
      if (on_.has(key) === wanted) continue; // Commands give such a wish no event.
      if (wanted) on_.add(key);
      else on_.delete(key);
      const data = on('a', person);
      if (what === 'kudos') events.push(wanted ? KudosGiven(data) : KudosWithdrawn(data));
      else events.push(wanted ? PostReposted(data) : RepostWithdrawn(data));
    }
    if (edit) events.push(edits('a', 'Down'));
    if (deleted) events.push(deletes('a'));
    return events;
  });
const ofReplies = fc
  .array(fc.tuple(fc.boolean(), fc.constantFrom(undefined, 'followers', 'only-me')), { maxLength: 4 })
  .map((fates) =>
    fates.flatMap(([deleted, visibility], i) => {
      const reach = visibility && { visibility };
      const { data } = publishes(`r${i}`, 'a');
      const gone = deletes(`r${i}`, 'a').data;
      return [PostPublished({ ...data, ...reach }), ...(deleted ? [PostDeleted({ ...gone, ...reach })] : [])];
    }),
  );

const merged = (
  one: readonly NewEvent[],
  other: readonly NewEvent[],
  picks: readonly boolean[],
): NewEvent[] => {
  const left = [...one];
  const right = [...other];
  const all: NewEvent[] = [];
  for (const pick of picks) all.push(...(pick ? left : right).splice(0, 1));
  return [...all, ...left, ...right];
};

test('rows are the same bytes in whatever order partitions are read, and no count falls below zero', () => {
  const picks = fc.array(fc.boolean(), { minLength: 20, maxLength: 20 });
  let checked = 0;
  fc.assert(
    fc.property(ofPost, ofReplies, picks, (post, replies, order) => {
      const all = merged(post, replies, order);
      equal(JSON.stringify(sorted(rows(...all))), JSON.stringify(sorted(rows(...post, ...replies))));
      for (let seen = 1; seen <= all.length; seen++)
        for (const row of Object.values(rows(...all.slice(0, seen)))) {
          ok(posts.row.safeParse({ ...row, ...realIds(row) }).success, JSON.stringify(row));
          checked++;
        }
    }),
  );
  ok(checked > 100);
});

test('wherever an author is erased, of posts and replies nothing is left, and counts are as a rebuild makes them', () => {
  fc.assert(
    fc.property(ofPost, ofReplies, fc.array(fc.boolean(), { maxLength: 20 }), (post, replies, order) => {
      const byMia = replies.map((event) => ({ ...event, data: { ...event.data, author: 'mia' } }));
      const all = merged(post, byMia, order).map((event) => recorded(event, { at }));
      for (const person of ['kai', 'mia', 'tom']) assertErases(posts as ViewType, all, person);
    }),
  );
});

const someId = '01k9w3m8x2f7qtb6s5n0v4c1da';
const realIds = (row: object) =>
  'author' in row ? { author: someId, ...('replyTo' in row && { replyTo: someId }) } : {};
const sorted = (all: Record<string, object>) => Object.entries(all).toSorted(([a], [b]) => (a < b ? -1 : 1));

test('what is done to a post waits with it where it is set aside', () => {
  const view: ViewType = posts;
  const all = [
    publishes('a', 'b'),
    edits('a', 'Down'),
    deletes('a', 'b'),
    KudosGiven(on('a')),
    PostReposted(on('a')),
  ];
  deepEqual(
    all.map((one) => view.sequence(recorded(one))),
    all.map(() => 'a'),
  );
});
