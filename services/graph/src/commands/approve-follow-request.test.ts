import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { Followed, FollowRequestApproved, FollowRequestDeclined, FollowRequested } from '../published.ts';
import { approveFollowRequest } from './approve-follow-request.ts';

const between = { follower: 'mia', followee: 'kai' };
const facts = { isKnown: true };
const kai = { actor: 'kai', facts };

test('who asked follows from now on', () => {
  given(approveFollowRequest, [FollowRequested(between)], kai)
    .when({ person: 'mia' })
    .gives([FollowRequestApproved(between), Followed(between)]);
});

test('approving twice is approving once', () => {
  const events = [FollowRequested(between), FollowRequestApproved(between), Followed(between)];
  given(approveFollowRequest, events, kai).when({ person: 'mia' }).gives([]);
});

test('nobody is let in who did not ask, and nobody lets themselves in', () => {
  given(approveFollowRequest, [], kai).when({ person: 'mia' }).refuses('no-such-request');
  given(approveFollowRequest, [FollowRequested(between), FollowRequestDeclined(between)], kai)
    .when({ person: 'mia' })
    .refuses('no-such-request');
  given(approveFollowRequest, [FollowRequested(between)], { actor: 'mia', facts })
    .when({ person: 'kai' })
    .refuses('no-such-request');
});

test('nobody lets in who has closed their account', () => {
  given(approveFollowRequest, [FollowRequested(between)], { actor: 'kai', facts: { isKnown: false } })
    .when({ person: 'mia' })
    .refuses('no-such-request');
});
