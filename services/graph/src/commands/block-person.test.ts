import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import {
  Blocked,
  Followed,
  FollowRequestDeclined,
  FollowRequested,
  Unblocked,
  Unfollowed,
} from '../published.ts';
import { blockPerson } from './block-person.ts';

const between = { follower: 'kai', followee: 'mia' };
const back = { follower: 'mia', followee: 'kai' };
const block = { blocker: 'kai', blocked: 'mia' };
const kai = { actor: 'kai', facts: true };

test('a block ends follows and requests both ways', () => {
  given(blockPerson, [Followed(between), Followed(back)], kai)
    .when({ person: 'mia' })
    .gives([Unfollowed(between), Unfollowed(back), Blocked(block)]);
  given(blockPerson, [FollowRequested(back)], kai)
    .when({ person: 'mia' })
    .gives([FollowRequestDeclined(back), Blocked(block)]);
});

test('blocking twice is blocking once', () => {
  given(blockPerson, [Blocked(block)], kai)
    .when({ person: 'mia' })
    .gives([]);
  given(blockPerson, [Blocked(block), Unblocked(block)], kai)
    .when({ person: 'mia' })
    .gives([Blocked(block)]);
});

test('nobody blocks themselves, someone unknown, or one who hides from them by a block', () => {
  given(blockPerson, [], kai).when({ person: 'kai' }).refuses('yourself');
  given(blockPerson, [], kai).when({ person: 'mia' }, { facts: false }).refuses('no-such-person');
  given(blockPerson, [Blocked({ blocker: 'mia', blocked: 'kai' })], kai)
    .when({ person: 'mia' })
    .refuses('no-such-person');
});
