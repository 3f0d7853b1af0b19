import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { PostReposted, RepostWithdrawn } from '../events.ts';
import type { Visibility } from '../visibility.ts';
import { repostPost } from './repost-post.ts';

const done = PostReposted({ post: 'post', person: 'mia' });
const undone = RepostWithdrawn({ post: 'post', person: 'mia' });

const as = (id: string, visibility: Visibility = 'public', follows = false) => ({
  actor: id,
  facts: {
    post: { id: 'post', author: 'kai', text: 'Up', at: 1, visibility },
    viewer: { id, follows, blocked: false },
  },
});

test('once, however often it is asked for', () => {
  given(repostPost, [], as('mia')).when({ post: 'post' }).gives([done]);
  given(repostPost, [done], as('mia')).when({ post: 'post' }).gives([]);
});

test('once more after it was taken back', () => {
  given(repostPost, [done, undone], as('mia')).when({ post: 'post' }).gives([done]);
});

test('not for a post that one may not see, or that is not there', () => {
  given(repostPost, [], as('mia', 'followers')).when({ post: 'post' }).refuses('no-such-post');
  given(repostPost, [], as('mia', 'only-me', true))
    .when({ post: 'post' })
    .refuses('no-such-post');
  given(repostPost, [], { actor: 'mia', facts: undefined }).when({ post: 'post' }).refuses('no-such-post');
});

test('only what is public, and an own post may be', () => {
  given(repostPost, [], as('mia', 'followers', true))
    .when({ post: 'post' })
    .refuses('not-public');
  given(repostPost, [], as('kai'))
    .when({ post: 'post' })
    .gives([PostReposted({ post: 'post', person: 'kai' })]);
});
