import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import {
  Blocked,
  Followed,
  FollowRequestApproved,
  FollowRequestDeclined,
  FollowRequested,
} from '../published.ts';
import { gateStillAt } from '../gate/gate.ts';
import { admitFollower } from './admit-follower.ts';

const between = { follower: 'mia', followee: 'kai' };
const unlocked = { facts: { state: { status: 'unlocked' as const }, version: 2 } };

test('who asked follows from now on', () => {
  given(admitFollower, [FollowRequested(between)], unlocked)
    .when(between)
    .gives([FollowRequestApproved(between), Followed(between)], [gateStillAt('kai', 2)]);
});

test('not when the account was locked again meanwhile', () => {
  given(admitFollower, [FollowRequested(between)], { facts: { state: { status: 'locked' }, version: 3 } })
    .when(between)
    .gives([]);
});

test('not who withdrew, was blocked, or follows already', () => {
  const declined = [FollowRequested(between), FollowRequestDeclined(between)];
  given(admitFollower, declined, unlocked).when(between).gives([]);
  given(admitFollower, [...declined, Blocked({ blocker: 'kai', blocked: 'mia' })], unlocked)
    .when(between)
    .gives([]);
  given(
    admitFollower,
    [FollowRequested(between), FollowRequestApproved(between), Followed(between)],
    unlocked,
  )
    .when(between)
    .gives([]);
});
