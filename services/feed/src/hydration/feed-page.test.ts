import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { homeFeedLimits } from '../home-feed/limits.ts';
import { feedWorld, type FeedWorld } from '../testing/feed-world.ts';
import { card } from '../views/card.ts';
import { following } from '../views/following.ts';
import { hidden } from '../views/hidden.ts';
import { hiddenCount } from '../views/hidden-count.ts';

const post = (n: number): string => `p${String(n).padStart(3, '0')}`;
const idsOf = (page: { readonly items: readonly { readonly id: string }[] }): string[] =>
  page.items.map(({ id }) => id);

/** Ann follows Bo, who wrote `count` posts; Ann’s window is loaded. */
async function annAndBo(count: number, options: Parameters<typeof feedWorld>[0] = {}): Promise<FeedWorld> {
  const world = feedWorld(options);
  world.log.follow('ann', 'bo');
  for (let n = 0; n < count; n++)
    world.log.publish(post(n), 'bo', { visibility: n % 2 ? 'followers' : 'public' });
  world.settle();
  await world.memory.open('ann');
  return world;
}

describe('feedPage', () => {
  test('pages follow on each other without a gap, out of the window and into the rows', async () => {
    const world = await annAndBo(30, { limits: { ...homeFeedLimits, idsMax: 8 } });
    const all = Array.from({ length: 30 }, (_, n) => post(29 - n));
    assert.deepEqual(await world.pages('ann', 4), all);
    assert.deepEqual(await world.pages('ann', 100), all);
    const last = await world.read('ann', post(3), 3);
    assert.deepEqual([idsOf(last), last.next], [[post(2), post(1), post(0)], undefined]);
  });

  test('what was deleted is made up for', async () => {
    const world = await annAndBo(12);
    for (const n of [11, 9, 8, 7]) world.log.remove(post(n), 'bo');
    world.settle();
    const page = await world.read('ann', undefined, 4);
    assert.deepEqual([idsOf(page), page.next], [[10, 6, 5, 4].map(post), post(4)]);
  });

  test('making up has an end: the page is short, and says where to go on', async () => {
    const world = await annAndBo(60);
    for (let n = 5; n < 60; n++) world.log.remove(post(n), 'bo');
    world.settle();
    const page = await world.read('ann', undefined, 2);
    assert.deepEqual([idsOf(page), page.next], [[], post(50)]);
    assert.deepEqual(await world.pages('ann', 2), [4, 3, 2, 1, 0].map(post));
  });

  test('rows have the last word: what they forbid is not shown, whatever the window holds', async () => {
    const world = await annAndBo(4);
    world.log.unfollow('ann', 'bo');
    world.advanceRows(following, 0);
    assert.deepEqual(idsOf(await world.read('ann')), [2, 0].map(post));
    world.log.block('bo', 'ann');
    for (const view of [hidden, hiddenCount]) world.advanceRows(view, 0);
    assert.deepEqual(idsOf(await world.read('ann')), []);
  });

  test('a post whose row is not there yet is left out until it is', async () => {
    const world = await annAndBo(1);
    world.log.publish(post(1), 'bo');
    world.advanceMemory(0);
    assert.deepEqual(idsOf(await world.read('ann')), [post(0)]);
    world.advanceRows(card, 0);
    assert.deepEqual(idsOf(await world.read('ann')), [1, 0].map(post));
  });

  test('counts and what the viewer did are shown, within the window and beyond', async () => {
    const world = await annAndBo(20, { limits: { ...homeFeedLimits, idsMax: 8 } });
    for (const n of [19, 1]) {
      world.log.giveKudos('ann', post(n));
      world.log.giveKudos('cy', post(n));
      world.log.repost('ann', post(n));
      world.log.publish(`reply-${n}`, 'cy', { replyTo: post(n) });
    }
    world.log.giveKudos('cy', post(18));
    world.settle();
    const shown = (await world.read('ann', undefined, 100)).items;
    for (const n of [19, 1]) {
      const { counts, viewer } = shown.find(({ id }) => id === post(n))!;
      assert.deepEqual(counts, { kudos: 2, replies: 1, reposts: 1 });
      assert.deepEqual(viewer, { kudos: true, reposted: true });
    }
    assert.deepEqual(shown.find(({ id }) => id === post(18))?.viewer, { kudos: false, reposted: false });
  });

  test('a stranger’s feed is empty and ends', async () => {
    const world = await annAndBo(3);
    assert.deepEqual(await world.read('zoe'), { items: [] });
  });
});
