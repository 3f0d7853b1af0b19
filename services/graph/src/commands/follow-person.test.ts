import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { Look } from '@touchline/kernel';
import { given } from '@touchline/kernel/testing';
import {
  Blocked,
  Followed,
  FollowRequestApproved,
  FollowRequestDeclined,
  FollowRequested,
} from '../published.ts';
import { gateStillAt } from '../gate/gate.ts';
import { graphWorld } from '../testing/graph-world.ts';
import { followPerson } from './follow-person.ts';
import { lockAccount } from './lock-account.ts';

const between = { follower: 'kai', followee: 'mia' };
const gate = { status: 'unlocked' as const, version: 4 };
const open = { isKnown: true, gate, following: 0, asked: 0 };
const locked = { ...open, gate: { status: 'locked' as const, version: 5 } };
const asItStood = [gateStillAt('mia', 4)];
const kai = { actor: 'kai', facts: open };
const wish = { person: 'mia' };

test('an open account is followed at once, and only once', () => {
  given(followPerson, [], kai)
    .when(wish)
    .gives([Followed(between)], asItStood);
  given(followPerson, [Followed(between)], kai)
    .when(wish)
    .gives([]);
});

test('a locked account is asked, and only once', () => {
  given(followPerson, [], kai)
    .when(wish, { facts: locked })
    .gives([FollowRequested(between)]);
  given(followPerson, [FollowRequested(between)], kai)
    .when(wish, { facts: locked })
    .gives([]);
});

test('who was declined may ask again', () => {
  given(followPerson, [FollowRequested(between), FollowRequestDeclined(between)], kai)
    .when(wish, { facts: locked })
    .gives([FollowRequested(between)]);
});

test('a request that was left waiting is let in when the account is open by then', () => {
  given(followPerson, [FollowRequested(between)], kai)
    .when(wish)
    .gives([FollowRequestApproved(between), Followed(between)], asItStood);
});

test('the follow of the other direction is another matter', () => {
  given(followPerson, [Followed({ follower: 'mia', followee: 'kai' })], kai)
    .when(wish)
    .gives([Followed(between)], asItStood);
});

test('nobody follows themselves, someone unknown, one who blocks them, or one they block', () => {
  given(followPerson, [], kai).when({ person: 'kai' }).refuses('yourself');
  given(followPerson, [], kai)
    .when(wish, { facts: { ...open, isKnown: false } })
    .refuses('no-such-person');
  given(followPerson, [Blocked({ blocker: 'mia', blocked: 'kai' })], kai)
    .when(wish)
    .refuses('no-such-person');
  given(followPerson, [Blocked({ blocker: 'kai', blocked: 'mia' })], kai)
    .when(wish)
    .refuses('you-block-them');
});

test('7,500 people are followed at most', () => {
  given(followPerson, [], kai)
    .when(wish, { facts: { ...open, following: 7499 } })
    .gives([Followed(between)], asItStood);
  given(followPerson, [], kai)
    .when(wish, { facts: { ...open, following: 7500 } })
    .refuses('following-too-many');
});

test('10,000 wait for an answer of one person at most', () => {
  given(followPerson, [], kai)
    .when(wish, { facts: { ...locked, asked: 9999 } })
    .gives([FollowRequested(between)]);
  given(followPerson, [], kai)
    .when(wish, { facts: { ...locked, asked: 10_000 } })
    .refuses('asked-by-too-many');
});

test('the answer says which of the two it came to', async () => {
  const answer = (state: 'following' | 'requested') =>
    followPerson.answer?.(
      {
        id: 'kai.mia',
        input: wish,
        caller: { actor: 'kai', session: null, roles: [] },
        state: { kai: { follow: state, blocks: false, mutes: false } },
        version: 1,
        repeated: false,
      },
      {} as Look,
    );
  deepEqual(await answer('following'), { state: 'following' });
  deepEqual(await answer('requested'), { state: 'requested' });
});

test('what is wished for and what stands already count together, as do those who ask', async () => {
  const rows: Record<string, object> = {
    'counts kai': { followers: 1, following: 20, asked: 3, asking: 400 },
    'counts mia': { followers: 1, following: 2, asked: 33, asking: 4 },
    'person-card mia': { id: 'mia', handle: 'mia', name: 'Mia' },
  };
  const look = {
    get: ({ name }: { name: string }, key: string) => rows[`${name} ${key}`],
    state: (_: unknown, id: string) => ({
      state: { status: id === 'mia' ? 'locked' : 'unlocked' },
      version: 1,
    }),
  } as unknown as Look;
  const call = { actor: 'kai', session: null, roles: [], newId: '', nowMs: 0, id: 'kai.mia', look };
  deepEqual(await followPerson.facts?.(wish, call), {
    isKnown: true,
    gate: { status: 'locked', version: 1 },
    following: 420,
    asked: 33,
  });
});

test('nobody slips in after the account was locked, however late their follow is written', async (t) => {
  const world = await graphWorld();
  const { events } = world.host.engine;
  const { append } = events;
  let isLocked = false;
  t.mock.method(events, 'append', async (request: Parameters<typeof append>[0]) => {
    if (!isLocked && request.appends[0]?.stream.startsWith('tie-')) {
      isLocked = true;
      await world.does('mia', lockAccount);
    }
    return append(request);
  });
  deepEqual(await world.does('kai', followPerson, 'mia'), { state: 'requested' });
  equal(isLocked, true);
  await world.close();
});
