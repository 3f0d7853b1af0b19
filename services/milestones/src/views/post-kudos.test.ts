import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NewEvent, Recorded } from '@touchline/kernel';
import { recorded, rowsAfter } from '@touchline/kernel/testing';
import { KudosGiven, KudosWithdrawn, PostDeleted, PostPublished } from '@touchline/posts/published';
import { postKudos } from './post-kudos.ts';

type Read = Recorded<typeof PostPublished | typeof PostDeleted | typeof KudosGiven | typeof KudosWithdrawn>;

const begin = Date.parse('2026-05-01T12:00:00.000Z');
const minutes = (events: readonly NewEvent[]): Read[] =>
  events.map((event, i) => recorded(event, { at: new Date(begin + i).toISOString() }) as Read);
const rowOf = (events: readonly NewEvent[]) => rowsAfter(postKudos, minutes(events)).get('post');
const published = (visibility?: 'followers'): NewEvent =>
  PostPublished({ post: 'post', author: 'kai', text: 'Hi', ...(visibility && { visibility }) });
const given = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, i) => KudosGiven({ post: 'post', person: `p${i}` }));

test('the tenth and the hundredth kudos are noted when they come', () => {
  const row = rowOf([published(), ...given(120)]);
  assert.deepEqual(row, { author: 'kai', kudos: 120, ten: begin + 10, hundred: begin + 100 });
  assert.deepEqual(postKudos.row.parse(row), row);
  assert.deepEqual(
    [postKudos.indexes.ten.in(row, 'post'), postKudos.indexes.hundred.by?.(row, 'post')],
    ['kai', begin + 100],
  );
});

test('nine are not ten, and who gives and takes back does not make them more', () => {
  const toggles = Array.from({ length: 20 }, (_, i) =>
    (i % 2 === 0 ? KudosGiven : KudosWithdrawn)({ post: 'post', person: 'x' }),
  );
  const row = rowOf([published(), ...given(8), ...toggles]);
  assert.deepEqual(row, { author: 'kai', kudos: 8 });
  assert.equal(postKudos.indexes.ten.in(row, 'post'), null);
});

test('what was reached stays reached when kudos are taken back, and keeps its time', () => {
  const back = KudosWithdrawn({ post: 'post', person: 'p0' });
  assert.deepEqual(rowOf([published(), ...given(10), back, ...given(1)]), {
    author: 'kai',
    kudos: 10,
    ten: begin + 10,
  });
});

test('a deleted post is gone with its kudos; of posts that not everyone may see nothing is kept', () => {
  const gone = PostDeleted({ post: 'post', author: 'kai' });
  assert.equal(rowOf([published(), ...given(10), gone, ...given(2)]), undefined);
  assert.equal(rowOf([published('followers'), ...given(10)]), undefined);
});
