import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Look, NewEvent } from '@touchline/kernel';
import { stateAfter } from '@touchline/kernel/testing';
import { PostDeleted, PostPublished } from '../events.ts';
import { post } from '../post/post.ts';
import { findPost } from './find-post.ts';

const published = PostPublished({ post: 'a', author: 'kai', text: 'Up' });
const deleted = PostDeleted({ post: 'a', author: 'kai' });

/** The view is empty as yet, and the post's own stream holds these events. */
const lookAt = (...events: NewEvent<(typeof post.events)[number]>[]): Look =>
  ({
    get: () => undefined,
    state: () => ({ state: stateAfter(post, events), version: events.length }),
  }) as unknown as Look;

test('a post that the view has not met yet is found in its own stream', async () => {
  const found = await findPost(lookAt(published), 'a', 'mia');
  equal(found?.post.text, 'Up');
  deepEqual(found.viewer, { id: 'mia', follows: false, blocked: false });
});

test('one that was deleted or never was is not found', async () => {
  equal(await findPost(lookAt(published, deleted), 'a', 'mia'), undefined);
  equal(await findPost(lookAt(), 'a', 'mia'), undefined);
});
