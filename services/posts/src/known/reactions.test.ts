import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { KudosGiven, KudosWithdrawn, PostReposted, RepostWithdrawn } from '../events.ts';
import { rowsOf } from '../testing/rows-of.ts';
import { reactions } from './reactions.ts';

const on = { post: 'post', person: 'mia' };

test('kudos and repost of one person stand in one row, which goes when both are taken back', () => {
  const both = [PostReposted(on), KudosGiven(on)];
  deepEqual(rowsOf(reactions, both), { 'mia.post': { kudos: true, reposted: true } });
  deepEqual(rowsOf(reactions, [...both, RepostWithdrawn(on)]), { 'mia.post': { kudos: true } });
  deepEqual(rowsOf(reactions, [...both, RepostWithdrawn(on), KudosWithdrawn(on)]), {});
});
