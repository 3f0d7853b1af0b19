import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rowsAfter } from '@touchline/kernel/testing';
import { PostDeleted, PostPublished } from '@touchline/posts/published';
import { happened } from '../testing/happened.ts';
import { replyCount } from './reply-count.ts';

const reply = (post: string, replyTo: string) =>
  happened(PostPublished({ post, author: 'kai', text: 'Yes', replyTo }));
const deleted = (post: string, replyTo: string) => happened(PostDeleted({ post, author: 'kai', replyTo }));
const published = happened(PostPublished({ post: 'p1', author: 'kai', text: 'Up' }));
const removed = happened(PostDeleted({ post: 'p1', author: 'kai' }));

describe('reply-count', () => {
  test('counts replies of a post, seen before or after the post itself', () => {
    const rows = rowsAfter(replyCount, [reply('r1', 'p1'), published, reply('r2', 'p1')]);
    assert.deepEqual([...rows], [['p1', { replies: 2 }]]);
  });

  test('deleted replies do not count, and none leaves no row', () => {
    const events = [reply('r1', 'p1'), reply('r2', 'p1'), deleted('r1', 'p1')];
    assert.deepEqual(rowsAfter(replyCount, events).get('p1'), { replies: 1 });
    assert.equal(rowsAfter(replyCount, [...events, deleted('r2', 'p1')]).size, 0);
  });

  test('those for fewer people are told apart, and told apart when they go', () => {
    const { data } = reply('r1', 'p1');
    const own = happened(PostPublished({ ...data, visibility: 'only-me' }));
    const gone = deleted('r1', 'p1');
    const ownGone = happened(PostDeleted({ ...gone.data, visibility: 'only-me' }));
    assert.deepEqual(rowsAfter(replyCount, [own, reply('r2', 'p1')]).get('p1'), {
      replies: 1,
      ownReplies: 1,
    });
    const bytes = [
      [own, reply('r2', 'p1')],
      [reply('r2', 'p1'), own],
    ].map((events) => JSON.stringify(rowsAfter(replyCount, events).get('p1')));
    assert.equal(bytes[0], bytes[1]);
    assert.deepEqual(rowsAfter(replyCount, [own, reply('r2', 'p1'), ownGone]).get('p1'), { replies: 1 });
    assert.equal(rowsAfter(replyCount, [own, ownGone]).size, 0);
  });

  test('a post that is no reply counts nowhere, published or deleted', () => {
    assert.deepEqual(
      [...rowsAfter(replyCount, [reply('r1', 'p1'), published, removed])],
      [['p1', { replies: 1 }]],
    );
  });
});
