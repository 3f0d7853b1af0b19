import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../refusal.ts';
import { add } from '../conformance/sample.ts';
import { backlog } from './backlog.ts';
import { pause } from './pause.ts';
import { answered, tallyWorld } from './testing/tally-world.ts';

for (const target of ['adders', 'latest', 'reward-hundreds'])
  test(`${target} has what was written since it stood still before it, of its own types only`, async (t) => {
    const inside = await tallyWorld(t, { tallies: 1, additions: 0 });
    assert.deepEqual(answered(await backlog(inside.host, target)).events, []);
    await pause(inside.host, target);
    for (const amount of [1, 2]) await inside.as('ben').does(add, { tally: 't0', amount });
    const { events, lagEvents } = answered(await backlog(inside.host, target));
    assert.deepEqual([events.map(({ type }) => type), lagEvents], [['Added', 'Added'], 2]);
    assert.equal(answered(await backlog(inside.host, target, 1)).events.length, 1);
  });

test('what is unknown is refused', async (t) => {
  const { host } = await tallyWorld(t, { tallies: 0, additions: 0 });
  assert.ok(isRefusal(await backlog(host, 'nothing')));
});
