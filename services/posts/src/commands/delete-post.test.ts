import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { PostDeleted, PostPublished } from '../events.ts';
import { deletePost } from './delete-post.ts';

const published = PostPublished({ post: 'post', author: 'kai', text: 'Up', replyTo: 'parent' });
const deleted = PostDeleted({ post: 'post', author: 'kai', replyTo: 'parent' });
const as = (id: string, blocked = false) => ({
  id: 'post',
  actor: id,
  facts: { id, follows: false, blocked },
});

test('the author deletes it; the event names the parent, whose replies become fewer', () => {
  given(deletePost, [published], as('kai')).when({ post: 'post' }).gives([deleted]);
});

test('of a post that is no reply the event names no parent', () => {
  given(deletePost, [PostPublished({ post: 'post', author: 'kai', text: 'Up' })], as('kai'))
    .when({ post: 'post' })
    .gives([PostDeleted({ post: 'post', author: 'kai' })]);
});

test('who sees it but did not write it is refused, who does not see it is told that there is none', () => {
  given(deletePost, [published], as('mia')).when({ post: 'post' }).refuses('not-the-author');
  given(deletePost, [published], as('mia', true)).when({ post: 'post' }).refuses('no-such-post');
});

test('a second time there is none', () => {
  given(deletePost, [published, deleted], as('kai')).when({ post: 'post' }).refuses('no-such-post');
});
