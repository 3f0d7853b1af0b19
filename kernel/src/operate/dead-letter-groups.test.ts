import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { add } from '../conformance/sample.ts';
import { deadLetterGroups } from './dead-letter-groups.ts';
import { countMatching, retryMatching, type RetryProgress } from './retry-matching.ts';
import { poisoned, tallyWorld } from './testing/tally-world.ts';

describe('dead letters by what went wrong', () => {
  // 666 is enough for a reward, which waits behind it.
  test('those that wait belong to the failure they wait for', async (t) => {
    const inside = await tallyWorld(t, { tallies: 3, additions: 0 });
    await poisoned(async () => {
      for (const tally of ['t0', 't1']) {
        await inside.as('ben').does(add, { tally, amount: 666 });
        await inside.as('ben').does(add, { tally, amount: 5 });
      }
    });
    const { groups, events, messages } = await deadLetterGroups(inside.host);
    assert.deepEqual([events, messages, groups.length], [6, 0, 1]);
    const [{ service, consumer, type, failed, waiting, sequences, sample } = groups[0]!] = groups;
    assert.deepEqual(
      [service, consumer, type, failed, waiting, sequences],
      ['tallies', 'tally-page@1.1', 'Added', 2, 4, 2],
    );
    assert.match(sample, /^tallies\/tally-page@1\.1:0\.\d+$/);
  });

  test('a group is counted, tried again with progress, and empty afterwards', async (t) => {
    const inside = await tallyWorld(t, { tallies: 2, additions: 0 });
    await poisoned(async () => {
      await inside.as('ben').does(add, { tally: 't0', amount: 666 });
      await inside.as('ben').does(add, { tally: 't0', amount: 5 });
    });
    const error = (await deadLetterGroups(inside.host)).groups[0]!.error;
    assert.equal(await countMatching(inside.host, { error: 'another', type: 'Added' }), 0);
    assert.equal(await countMatching(inside.host, { error, type: 'TallyOpened' }), 0);
    assert.equal(await countMatching(inside.host, { error, type: 'Added' }), 3);
    const told: RetryProgress[] = [];
    const done = await retryMatching(inside.host, { error, type: 'Added' }, (progress) =>
      told.push(progress),
    );
    assert.deepEqual(done, { done: 3, left: 0, total: 3 });
    assert.deepEqual(told.at(0), { done: 0, left: 0, total: 3 });
    assert.equal((await deadLetterGroups(inside.host)).events, 0);
  });
});
