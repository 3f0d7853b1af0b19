import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { send, type Look } from '@touchline/kernel';
import { recorded } from '@touchline/kernel/testing';
import type { Gate } from '../gate/gate.ts';
import { admitFollower } from '../known/admit-follower.ts';
import { AccountUnlocked, FollowRequested } from '../published.ts';
import { admitWaitingFollowers } from './admit-waiting-followers.ts';

/** So many requests to one account, and the state of its gate. */
const lookAt = (waiting: number, status: Gate['status']): Look => {
  const keys = Array.from({ length: waiting }, (_, i) => `f${i}.kai`);
  const range: Look['range'] = (_view, _index, { group, after = '0', limit }) => {
    equal(group, 'kai');
    const from = Number(after);
    const page = keys.slice(from, from + limit);
    const next = from + limit < keys.length ? String(from + limit) : undefined;
    return { rows: page.map(() => ({}) as never), keys: page, next };
  };
  const get = (_view: unknown, id: string) => (id === 'f7' ? undefined : { id, handle: id, name: id });
  return { get, range, state: () => ({ state: { status }, version: 1 }) } as unknown as Look;
};

const unlocked = {
  ...recorded({ type: 'AccountUnlocked', data: {} }),
  ...AccountUnlocked({ person: 'kai' }),
};
const between = { follower: 'mia', followee: 'kai' };
const requested = { ...recorded({ type: 'FollowRequested', data: {} }), ...FollowRequested(between) };
const { react } = admitWaitingFollowers;

test('an unlocked account lets in all who wait and are still here, page by page', async () => {
  const effects = await react.AccountUnlocked(unlocked, lookAt(2500, 'unlocked'));
  equal(effects.length, 2499);
  deepEqual(effects[2498], send(admitFollower, { follower: 'f2499', followee: 'kai' }));
});

test('the pages have an end, beyond what an account can have', async () => {
  equal((await react.AccountUnlocked(unlocked, lookAt(50_000, 'unlocked'))).length, 11_999);
});

test('a request that crossed the unlocking is let in, one to a locked account waits', async () => {
  deepEqual(await react.FollowRequested(requested, lookAt(0, 'unlocked')), [send(admitFollower, between)]);
  deepEqual(await react.FollowRequested(requested, lookAt(0, 'locked')), []);
});
