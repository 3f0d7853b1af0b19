import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Followed, Unfollowed } from '@touchline/graph/published';
import { rowsAfter } from '@touchline/kernel/testing';
import { KudosGiven, KudosWithdrawn, PostReposted, RepostWithdrawn } from '@touchline/posts/published';
import { following } from './following.ts';
import { kudos } from './kudos.ts';
import { happened } from '../testing/happened.ts';
import { repost } from './repost.ts';

const follow = { follower: 'ann', followee: 'bo' };
const reaction = { person: 'ann', post: 'p1' };

describe('following, kudos, repost', () => {
  test('a row is there from the one event to the other, delivered twice or once', () => {
    const followed = happened(Followed(follow));
    assert.deepEqual([...rowsAfter(following, [followed, followed]).keys()], ['ann.bo']);
    assert.equal(rowsAfter(following, [followed, happened(Unfollowed(follow))]).size, 0);
    assert.deepEqual([...rowsAfter(kudos, [happened(KudosGiven(reaction))]).keys()], ['ann.p1']);
    const kudosBoth = [happened(KudosGiven(reaction)), happened(KudosWithdrawn(reaction))];
    assert.equal(rowsAfter(kudos, kudosBoth).size, 0);
    assert.deepEqual([...rowsAfter(repost, [happened(PostReposted(reaction))]).keys()], ['ann.p1']);
    const repostBoth = [happened(PostReposted(reaction)), happened(RepostWithdrawn(reaction))];
    assert.equal(rowsAfter(repost, repostBoth).size, 0);
  });

  test('each is found by the person who did it', () => {
    assert.equal(following.indexes.byFollower.in({}, 'ann.bo'), 'ann');
    assert.equal(kudos.indexes.byPerson.in({}, 'ann.p1'), 'ann');
    assert.equal(repost.indexes.byPerson.in({}, 'ann.p1'), 'ann');
  });
});
