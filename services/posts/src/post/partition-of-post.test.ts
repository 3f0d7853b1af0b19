import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { kudos } from '../kudos/kudos.ts';
import { repost } from '../repost/repost.ts';
import { post } from './post.ts';

test('kudos and reposts lie in the partition of their post', () => {
  equal(kudos.partitionKey('post1.mia'), post.partitionKey('post1'));
  equal(repost.partitionKey('post1.mia'), post.partitionKey('post1'));
});
