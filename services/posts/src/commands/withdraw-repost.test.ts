import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { PostReposted, RepostWithdrawn } from '../events.ts';
import { withdrawRepost } from './withdraw-repost.ts';

const done = PostReposted({ post: 'post', person: 'mia' });
const undone = RepostWithdrawn({ post: 'post', person: 'mia' });

const seeing = (blocked: boolean) => ({
  actor: 'mia',
  facts: {
    post: { id: 'post', author: 'kai', text: 'Up', at: 1 },
    viewer: { id: 'mia', follows: false, blocked },
  },
});

test('what was given is taken back, once', () => {
  given(withdrawRepost, [done], seeing(false)).when({ post: 'post' }).gives([undone]);
  given(withdrawRepost, [done, undone], seeing(false)).when({ post: 'post' }).gives([]);
  given(withdrawRepost, [], seeing(false)).when({ post: 'post' }).gives([]);
});

test('also from a post that one may not see any more', () => {
  given(withdrawRepost, [done], seeing(true)).when({ post: 'post' }).gives([undone]);
});

test('a post that is hidden or not there is not told apart', () => {
  given(withdrawRepost, [], seeing(true)).when({ post: 'post' }).refuses('no-such-post');
  given(withdrawRepost, [], { actor: 'mia', facts: undefined })
    .when({ post: 'post' })
    .refuses('no-such-post');
});
