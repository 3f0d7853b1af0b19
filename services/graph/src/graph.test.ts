import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { approveFollowRequest } from './commands/approve-follow-request.ts';
import { blockPerson } from './commands/block-person.ts';
import { declineFollowRequest } from './commands/decline-follow-request.ts';
import { followPerson } from './commands/follow-person.ts';
import { lockAccount } from './commands/lock-account.ts';
import { mutePerson } from './commands/mute-person.ts';
import { unblockPerson } from './commands/unblock-person.ts';
import { unfollowPerson } from './commands/unfollow-person.ts';
import { unlockAccount } from './commands/unlock-account.ts';
import { peoplePageAnswer } from './known/people-page.ts';
import { countTies } from './queries/count-ties.ts';
import { listBlocks } from './queries/list-blocks.ts';
import { listFollowRequests } from './queries/list-follow-requests.ts';
import { listFollowers } from './queries/list-followers.ts';
import { listFollowing } from './queries/list-following.ts';
import { listMutes } from './queries/list-mutes.ts';
import { readLock } from './queries/read-lock.ts';
import { readRelation } from './queries/read-relation.ts';
import { graphWorld, people } from './testing/graph-world.ts';

const nothing = { following: false, requested: false, followedBy: false, blocking: false, muting: false };

for (const partitions of [1, 8])
  describe(`graph on ${partitions} partition${partitions > 1 ? 's' : ''}`, () => {
    let world: Awaited<ReturnType<typeof graphWorld>>;
    beforeEach(async () => {
      world = await graphWorld(partitions);
    });
    afterEach(() => world.close());

    test('a follow is answered, listed at both ends newest first, counted, and seen in the relation', async () => {
      deepEqual(await world.does('kai', followPerson, 'mia'), { state: 'following' });
      await world.does('tom', followPerson, 'mia');
      deepEqual(await world.reads(null, listFollowers, 'mia'), ['tom', 'kai']);
      deepEqual(await world.reads('lena', listFollowing, 'kai'), ['mia']);
      deepEqual(await world.asks(null, countTies, { person: people.mia }), { followers: 2, following: 0 });
      deepEqual(await world.asks('kai', readRelation, { person: people.mia }), {
        ...nothing,
        following: true,
      });
      deepEqual(await world.asks('mia', readRelation, { person: people.kai }), {
        ...nothing,
        followedBy: true,
      });
      await world.does('kai', unfollowPerson, 'mia');
      deepEqual(await world.reads(null, listFollowers, 'mia'), ['tom']);
    });

    test('pages of followers follow one another without gap or repeat', async () => {
      for (const name of ['kai', 'tom', 'lena'] as const) await world.does(name, followPerson, 'mia');
      const first = peoplePageAnswer.parse(
        await world.asks(null, listFollowers, { person: people.mia, limit: '2' }),
      );
      deepEqual(
        first.items.map(({ handle }) => handle),
        ['lena', 'tom'],
      );
      deepEqual(await world.reads(null, listFollowers, 'mia', { before: first.next }), ['kai']);
    });

    test('a locked account approves, declines, and lets the rest in when it is unlocked', async () => {
      await world.does('mia', lockAccount);
      deepEqual(await world.asks('mia', readLock), { locked: true });
      for (const name of ['kai', 'tom', 'lena'] as const)
        deepEqual(await world.does(name, followPerson, 'mia'), { state: 'requested' });
      deepEqual(await world.reads('mia', listFollowRequests), ['lena', 'tom', 'kai']);
      deepEqual(await world.asks('kai', readRelation, { person: people.mia }), {
        ...nothing,
        requested: true,
      });
      await world.does('mia', approveFollowRequest, 'kai');
      await world.does('mia', declineFollowRequest, 'tom');
      deepEqual(await world.reads('mia', listFollowRequests), ['lena']);
      deepEqual(await world.reads(null, listFollowers, 'mia'), ['kai']);
      await world.does('mia', unlockAccount);
      deepEqual(await world.reads('mia', listFollowRequests), []);
      deepEqual(await world.reads(null, listFollowers, 'mia'), ['lena', 'kai']);
      deepEqual(await world.asks('mia', readLock), { locked: false });
    });

    test('a block ends what was, hides each from the other, and forbids new follows until it is taken back', async () => {
      await world.does('kai', followPerson, 'mia');
      await world.does('mia', followPerson, 'kai');
      await world.does('mia', blockPerson, 'kai');
      for (const query of [listFollowers, listFollowing, countTies]) {
        equal(await world.asks('kai', query, { person: people.mia }), 'no-such-person', query.name);
        equal(await world.asks('mia', query, { person: people.kai }), 'no-such-person', query.name);
      }
      deepEqual(await world.asks(null, countTies, { person: people.mia }), { followers: 0, following: 0 });
      equal(await world.asks('kai', readRelation, { person: people.mia }), 'no-such-person');
      deepEqual(await world.asks('mia', readRelation, { person: people.kai }), {
        ...nothing,
        blocking: true,
      });
      for (const command of [followPerson, blockPerson, mutePerson])
        equal(await world.does('kai', command, 'mia'), 'no-such-person', command.type);
      equal(await world.does('mia', followPerson, 'kai'), 'you-block-them');
      deepEqual(await world.reads('mia', listBlocks), ['kai']);
      await world.does('mia', unblockPerson, 'kai');
      deepEqual(await world.does('kai', followPerson, 'mia'), { state: 'following' });
    });

    test('who blocks or is blocked does not show up in lists of others, and the page is filled up', async () => {
      for (const name of ['kai', 'tom', 'lena'] as const) await world.does(name, followPerson, 'mia');
      await world.does('lena', blockPerson, 'kai');
      deepEqual(await world.reads('kai', listFollowers, 'mia', { limit: 1 }), ['tom']);
      deepEqual(await world.reads('kai', listFollowers, 'mia'), ['tom', 'kai']);
      deepEqual(await world.reads('lena', listFollowers, 'mia'), ['lena', 'tom']);
    });

    test('a mute is seen by the one who mutes and nobody else', async () => {
      await world.does('kai', mutePerson, 'mia');
      deepEqual(await world.reads('kai', listMutes), ['mia']);
      deepEqual(await world.asks('kai', readRelation, { person: people.mia }), { ...nothing, muting: true });
      deepEqual(await world.asks('mia', readRelation, { person: people.kai }), nothing);
      deepEqual(await world.reads('mia', listMutes), []);
    });

    test('of someone who is not there nothing is answered', async () => {
      const person = people.kai.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
      for (const query of [listFollowers, listFollowing, countTies, readRelation])
        equal(await world.asks('mia', query, { person }), 'no-such-person', query.name);
    });
  });
