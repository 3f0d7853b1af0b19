import { deepEqual, equal } from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Post } from '../api/shapes.ts';
import { beginRead, expectChange, forgetPosts, postOf, settleChange, takePosts, tellPost } from './posts.ts';

const post = (kudos: number): Post => ({
  id: 'p1',
  author: { id: 'a', handle: 'ana', name: 'Ana' },
  text: 'Ten hills',
  createdAt: '2026-05-01T08:00:00Z',
  visibility: 'public',
  mentions: [],
  hashtags: [],
  counts: { kudos, replies: 0, reposts: 0 },
  viewer: { kudos: false, reposted: false },
});
const oneMore = (of: Post): Post => ({ ...of, counts: { ...of.counts, kudos: of.counts.kudos + 1 } });
const kudos = (): number | undefined => postOf('p1').value?.counts.kudos;

beforeEach(forgetPosts);

test('what was done here shows at once, and goes back when it is refused', () => {
  takePosts([post(3)], beginRead());
  expectChange('p1', 'k1', oneMore);
  equal(kudos(), 4);
  settleChange('p1', 'k1');
  equal(kudos(), 3);
});

test('a read that began before the answer does not take back what the answer showed', () => {
  takePosts([post(3)], beginRead());
  const early = beginRead();
  expectChange('p1', 'k1', oneMore);
  settleChange('p1', 'k1', 'done');
  takePosts([post(3)], early);
  equal(kudos(), 4, 'the early read knew less');
  takePosts([post(9)], beginRead());
  equal(kudos(), 9, 'a later read knows more');
});

test('a post that is read for the first time shows what was answered while it was on its way', () => {
  expectChange('p1', 'k1', oneMore);
  const early = beginRead();
  settleChange('p1', 'k1', 'done');
  equal(postOf('p1').value, undefined);
  takePosts([post(3)], early);
  equal(kudos(), 4);
  takePosts([post(4)], beginRead());
  equal(kudos(), 4, 'a later read counts it itself');
});

const withKudos = (n: number) => (known: Post) => ({ ...known, counts: { ...known.counts, kudos: n } });

test('news waits while a command is on its way, and is taken when that is refused', () => {
  takePosts([post(3)], beginRead());
  expectChange('p1', 'k1', oneMore);
  tellPost('p1', '0.5', withKudos(7));
  equal(kudos(), 4);
  settleChange('p1', 'k1');
  equal(kudos(), 7);
});

test('news that knows of the command replaces what was expected; news from before it does not', () => {
  takePosts([post(3)], beginRead());
  expectChange('p1', 'k1', oneMore);
  tellPost('p1', '0.5', withKudos(5));
  tellPost('p1', '0.7', withKudos(6));
  settleChange('p1', 'k1', 'done', '0.6');
  equal(kudos(), 6, 'five others and me, counted once');
  tellPost('p1', '0.5', withKudos(5));
  equal(kudos(), 6, 'a late word from before');
  tellPost('p1', '0.8', withKudos(9));
  equal(kudos(), 9);
});

test('news that comes while a read is on its way is not taken back by it', () => {
  takePosts([post(3)], beginRead());
  const early = beginRead();
  tellPost('p1', '0.5', withKudos(4));
  tellPost('p1', '0.6', withKudos(5));
  takePosts([post(3)], early);
  equal(kudos(), 5);
  takePosts([post(2)], beginRead());
  equal(kudos(), 2, 'a read that begins after it knows of it');
  const again = beginRead();
  tellPost('p1', '0.7', () => null);
  takePosts([post(2)], again);
  equal(postOf('p1').value, null, 'a deleted post stays deleted');
});

test('news about a post that was never read is left alone', () => {
  tellPost('p2', '0.1', oneMore);
  equal(postOf('p2').value, undefined);
});

test('a deleted post that is refused comes back whole', () => {
  takePosts([post(3)], beginRead());
  expectChange('p1', 'k1', () => null);
  equal(postOf('p1').value, null);
  settleChange('p1', 'k1');
  deepEqual(postOf('p1').value, post(3));
});

test('news of a post that comes before the page that brings it is not taken back by that page', () => {
  const early = beginRead();
  tellPost('p1', '0.5', withKudos(4));
  takePosts([post(3)], early);
  equal(kudos(), 4);
  forgetPosts();
  const asked = beginRead();
  equal(postOf('p1').value, undefined, 'a screen waits for it');
  tellPost('p1', '0.6', () => null);
  takePosts([post(3)], asked);
  equal(postOf('p1').value, null, 'it was deleted meanwhile');
  forgetPosts();
  tellPost('p1', '0.7', withKudos(9));
  takePosts([post(3)], beginRead());
  equal(kudos(), 3, 'a read that began later knows of it');
});
