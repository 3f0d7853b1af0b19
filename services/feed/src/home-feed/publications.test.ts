import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { audiences, type Audiences, type Hearer } from './audiences.ts';
import { homeFeedLimits, type HomeFeedLimits } from './limits.ts';
import { publications } from './publications.ts';

function joined(all: Audiences, viewer: string, authors: string[]): Hearer {
  const window = { ids: [], floor: '', kudos: [], reposts: [] };
  const hearer = { viewer, window, heard: new Uint32Array(0), pushed: 0, pulled: 0 };
  all.join(hearer, authors);
  return hearer;
}

const idsOf = ({ window }: Hearer): readonly string[] => window?.ids ?? [];
const post = (id: string, author: string, onlyMe = false) => ({ id, author, onlyMe });

/** Ten people hear a star; one of them hears a neighbour, too. */
function stage(limits: Partial<HomeFeedLimits> = {}) {
  const all = audiences();
  const crowd = Array.from({ length: 10 }, (_, i) =>
    joined(all, `p${i}`, i === 9 ? ['star', 'neighbour'] : ['star']),
  );
  const published = publications(all, { ...homeFeedLimits, sliceMax: 4, ...limits });
  const reached = (id: string): number => crowd.filter((hearer) => idsOf(hearer).includes(id)).length;
  return { all, crowd, published, reached };
}

describe('publications', () => {
  test('a much-heard author delays nobody: deliveries take turns, slice by slice', () => {
    const { published, reached } = stage();
    published.publish(post('1', 'star'));
    published.publish(post('2', 'neighbour'));
    assert.equal(published.slice(), true);
    assert.deepEqual([reached('1'), reached('2')], [4, 0]);
    assert.equal(published.slice(), true);
    assert.deepEqual([reached('1'), reached('2')], [7, 1]);
    assert.equal(published.slice(), false);
    assert.deepEqual([reached('1'), reached('2')], [10, 1]);
    assert.equal(published.slice(), false);
  });

  test('who reads has everything at once, before any slice', () => {
    const { published, crowd } = stage();
    published.publish(post('1', 'star'));
    published.publish(post('2', 'neighbour'));
    const last = crowd.at(-1)!;
    assert.ok(published.catchUp(last));
    assert.deepEqual(idsOf(last), ['1', '2']);
    while (published.slice());
    assert.deepEqual(idsOf(last), ['1', '2']);
  });

  test('the queue has an end: the oldest delivery is finished to make room', () => {
    const { published, crowd, reached } = stage({ recentMax: 2 });
    for (const id of ['1', '2', '3', '4']) published.publish(post(id, 'star'));
    assert.deepEqual(['1', '2', '3', '4'].map(reached), [10, 10, 0, 0]);
    assert.ok(published.catchUp(crowd[0]!));
    assert.deepEqual(idsOf(crowd[0]!), ['1', '2', '3', '4']);
  });

  test('above the limit nothing is pushed, and who reads in time has it', () => {
    const { published, crowd, reached } = stage({ pullAbove: 9, pulledMax: 2 });
    published.publish(post('1', 'star'));
    assert.equal(published.slice(), false);
    assert.equal(reached('1'), 0);
    assert.ok(published.catchUp(crowd[0]!));
    assert.deepEqual(idsOf(crowd[0]!), ['1']);
  });

  test('who reads too late is told so, instead of being given a feed with a gap', () => {
    const { published, crowd } = stage({ pullAbove: 9, pulledMax: 2 });
    for (const id of ['1', '2', '3']) published.publish(post(id, 'star'));
    assert.equal(published.catchUp(crowd[0]!), false);
  });

  for (const pullAbove of [9, 10])
    test(`what is for the author alone is brought to nobody else, pulled above ${pullAbove} of 10`, () => {
      const { published, crowd, reached } = stage({ pullAbove });
      published.publish(post('0', 'neighbour'));
      published.publish(post('1', 'star', true));
      for (const hearer of crowd) published.catchUp(hearer);
      while (published.slice());
      assert.deepEqual([reached('0'), reached('1')], [1, 0]);
    });

  test('a window that is being loaded gets what is for its own person alone, and not what is for others', () => {
    const { published } = stage();
    published.publish(post('1', 'star', true));
    const place = { pushed: 0, pulled: 0 };
    const [mine, theirs] = [1, 2].map(() => ({ ids: [], floor: '', kudos: [], reposts: [] }));
    published.deliverSince(place, 'star', new Set(['star']), mine!);
    published.deliverSince(place, 'p0', new Set(['star']), theirs!);
    assert.deepEqual([mine!.ids, theirs!.ids], [['1'], []]);
  });

  test('a window that is being loaded gets what came since, or is told that too much did', () => {
    const { published } = stage({ recentMax: 2 });
    const place = published.place();
    const window = { ids: [], floor: '', kudos: [], reposts: [] };
    published.publish(post('1', 'star'));
    published.publish(post('2', 'stranger'));
    assert.ok(published.deliverSince(place, 'di', new Set(['star']), window));
    assert.deepEqual(window.ids, ['1']);
    published.publish(post('3', 'stranger'));
    assert.equal(published.deliverSince(place, 'di', new Set(['star']), window), false);
  });
});
