import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { Followed, FollowRequestDeclined, FollowRequested, Unfollowed } from '../published.ts';
import { unfollowPerson } from './unfollow-person.ts';

const between = { follower: 'kai', followee: 'mia' };
const back = { follower: 'mia', followee: 'kai' };
const kai = { actor: 'kai' };

test('a follow ends, and the other’s follow does not', () => {
  given(unfollowPerson, [Followed(between), Followed(back)], kai)
    .when({ person: 'mia' })
    .gives([Unfollowed(between)]);
});

test('a request is withdrawn', () => {
  given(unfollowPerson, [FollowRequested(between)], kai)
    .when({ person: 'mia' })
    .gives([FollowRequestDeclined(between)]);
});

test('where there is nothing, nothing happens', () => {
  given(unfollowPerson, [Followed(back)], kai)
    .when({ person: 'mia' })
    .gives([]);
  given(unfollowPerson, [Followed(between), Unfollowed(between)], kai)
    .when({ person: 'mia' })
    .gives([]);
});
