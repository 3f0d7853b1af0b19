import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { Followed, FollowRequestApproved, FollowRequestDeclined, FollowRequested } from '../published.ts';
import { declineFollowRequest } from './decline-follow-request.ts';

const between = { follower: 'mia', followee: 'kai' };
const kai = { actor: 'kai' };

test('a request is declined, once', () => {
  given(declineFollowRequest, [FollowRequested(between)], kai)
    .when({ person: 'mia' })
    .gives([FollowRequestDeclined(between)]);
  given(declineFollowRequest, [FollowRequested(between), FollowRequestDeclined(between)], kai)
    .when({ person: 'mia' })
    .gives([]);
});

test('who follows already goes on following', () => {
  const events = [FollowRequested(between), FollowRequestApproved(between), Followed(between)];
  given(declineFollowRequest, events, kai).when({ person: 'mia' }).gives([]);
});
