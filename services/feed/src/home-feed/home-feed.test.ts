import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { feedWorld } from '../testing/feed-world.ts';
import { homeFeedLimits } from './limits.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('home-feed', () => {
  test('following someone brings in what they wrote before, unfollowing takes it out', async () => {
    const world = feedWorld();
    world.log.publish('p1', 'bo');
    world.log.publish('p2', 'ann');
    world.settle();
    assert.deepEqual(await world.pages('ann', 10), ['p2']);
    world.log.follow('ann', 'bo');
    world.settle();
    assert.deepEqual(await world.pages('ann', 10), ['p2', 'p1']);
    world.log.unfollow('ann', 'bo');
    world.settle();
    assert.deepEqual(await world.pages('ann', 10), ['p2']);
  });

  test('a window holds nothing of the blocked, the muted, nor what is for others alone', async () => {
    const world = feedWorld();
    for (const author of ['bo', 'cy', 'di', 'ed']) world.log.follow('ann', author);
    world.log.block('ann', 'bo');
    world.log.block('cy', 'ann');
    world.log.mute('ann', 'di');
    world.settle();
    for (const author of ['bo', 'cy', 'di', 'ed']) world.log.publish(`p-${author}`, author);
    world.log.publish('p-own', 'ann', { visibility: 'only-me' });
    world.log.publish('p-secret', 'ed', { visibility: 'only-me' });
    world.log.publish('p-reply', 'ed', { replyTo: 'p-own' });
    world.settle();
    assert.deepEqual((await world.memory.open('ann')).ids, ['p-ed', 'p-own']);
  });

  test('a reply takes no place in a window that is open', async () => {
    const world = feedWorld();
    world.log.follow('ann', 'bo');
    world.settle();
    await world.memory.open('ann');
    world.log.publish('p1', 'bo');
    world.log.publish('p2-reply', 'bo', { replyTo: 'p1' });
    world.settle();
    assert.deepEqual((await world.memory.open('ann')).ids, ['p1']);
  });

  test('posts and kudos that come while a window is loaded are in it', async () => {
    const world = feedWorld();
    world.log.follow('ann', 'bo');
    world.log.publish('p1', 'bo');
    world.settle();
    world.hold();
    const opened = world.memory.open('ann');
    await turn();
    world.log.publish('p2', 'bo');
    world.log.giveKudos('ann', 'p2');
    world.log.giveKudos('ann', 'p1');
    world.log.withdrawKudos('ann', 'p1');
    world.advanceMemory(0);
    world.release();
    assert.deepEqual({ ...(await opened) }, { ids: ['p1', 'p2'], floor: '', kudos: ['p2'], reposts: [] });
    assert.equal(world.memory.size().windows, 1);
  });

  test('kudos for a post that is still on its way stay, however many follow', async () => {
    const world = feedWorld({ limits: { ...homeFeedLimits, idsMax: 2 } });
    world.log.follow('ann', 'bo');
    world.settle();
    await world.memory.open('ann');
    world.log.publish('p1', 'bo');
    for (const post of ['p1', 'x1', 'x2', 'x3', 'x4']) world.log.giveKudos('ann', post);
    world.advanceMemory(0);
    assert.deepEqual((await world.memory.open('ann')).kudos, ['p1']);
  });

  test('a load that a new follow has outdated answers those who asked before, and is not kept', async () => {
    const world = feedWorld();
    world.log.publish('p1', 'bo');
    world.settle();
    world.hold();
    const before = world.memory.open('ann');
    await turn();
    world.log.follow('ann', 'bo');
    world.settle();
    const after = world.memory.open('ann');
    world.release();
    assert.deepEqual((await after).ids, ['p1']);
    await before;
    assert.equal(world.memory.open('ann'), await after);
  });

  test('a load during which events passed by is not kept', async () => {
    const world = feedWorld();
    world.log.follow('ann', 'bo');
    world.settle();
    world.hold();
    const opened = world.memory.open('ann');
    await turn();
    world.log.publish('p1', 'bo');
    world.skipMemory(0, 1);
    world.release();
    await opened;
    world.settle();
    assert.deepEqual((await world.memory.open('ann')).ids, ['p1']);
  });

  test('a load with more reactions than are remembered answers, and is not kept', async () => {
    const world = feedWorld({ limits: { ...homeFeedLimits, changesMax: 2 } });
    world.log.publish('p1', 'ann');
    world.settle();
    world.hold();
    const opened = world.memory.open('ann');
    await turn();
    for (const react of [world.log.giveKudos, world.log.withdrawKudos, world.log.giveKudos])
      react('ann', 'p1');
    world.advanceMemory(0);
    world.release();
    assert.deepEqual((await opened).ids, ['p1']);
    assert.equal(world.memory.size().windows, 0);
    world.settle();
    assert.deepEqual((await world.memory.open('ann')).kudos, ['p1']);
  });

  test('many who ask for one feed wait for one load', async () => {
    const world = feedWorld();
    world.settle();
    const opened = await Promise.all(Array.from({ length: 50 }, () => world.memory.open('ann')));
    assert.equal(new Set(opened).size, 1);
  });

  test('the window used least lately makes room', async () => {
    const world = feedWorld({ limits: { ...homeFeedLimits, windowsMax: 2 } });
    const first = await world.memory.open('ann');
    await world.memory.open('bo');
    assert.equal(await world.memory.open('ann'), first);
    await world.memory.open('cy');
    assert.equal(world.memory.size().windows, 2);
    assert.equal(await world.memory.open('ann'), first);
  });

  test('more loads than may wait are turned away', async () => {
    const world = feedWorld({ limits: { ...homeFeedLimits, loadsMax: 1, loadsWaitingMax: 1 } });
    world.hold();
    const some = ['ann', 'bo', 'cy'].map((viewer) => world.memory.open(viewer));
    await assert.rejects(Promise.resolve(some[2]), { code: 'overloaded', retryable: true });
    world.release();
    await Promise.all(some.slice(0, 2));
  });

  test('a load whose rows cannot be read fails alone: the next one begins anew', async () => {
    const world = feedWorld();
    const broken = world.breakReads();
    await assert.rejects(async () => world.memory.open('ann'), /rows cannot be read/);
    broken.mend();
    assert.deepEqual((await world.memory.open('ann')).ids, []);
  });
});
