import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rebuildPlan } from './rebuild-plan.ts';
import { cancelRebuild, rebuild } from './rebuild.ts';
import { answered, tallyWorld } from './testing/tally-world.ts';
import { viewStatus, type ViewStatus } from './view-status.ts';

test('a plan counts the events that would be folded and the rows there are, and changes nothing', async (t) => {
  const { host } = await tallyWorld(t, { partitions: 8, tallies: 2, additions: 5 });
  const before = await viewStatus(host);
  const { views, log } = answered(await rebuildPlan(host, 'tallies'));
  assert.equal(log, 9);
  assert.deepEqual(
    views.map(({ target, rows, folds, exact, dropsBuild }) => [target, rows, folds, exact, dropsBuild]),
    [
      ['tallies/tally-page', 2, 7, true, null],
      ['tallies/adders', 2, 5, true, null],
      ['tallies/latest', 0, 0, true, null],
    ],
  );
  assert.deepEqual(await viewStatus(host), before);
});

test('a plan says which earlier build would be dropped', async (t) => {
  const { host } = await tallyWorld(t, { tallies: 1, additions: 1 });
  await rebuild(host, 'adders');
  assert.equal(answered(await rebuildPlan(host, 'adders')).views[0]?.dropsBuild, 1);
});

test('a cancelled rebuild leaves the live build as it was and nothing beside it', async (t) => {
  const { host } = await tallyWorld(t, { tallies: 1, additions: 3 });
  assert.deepEqual(cancelRebuild(host, 'adders'), {
    refusal: 'no-rebuild',
    details: { target: 'tallies/adders' },
  });
  const work = rebuild(host, 'adders', ({ state }) => {
    if (state === 'catching-up') cancelRebuild(host, 'adders');
  });
  await assert.rejects(async () => work, /cancelled; readers stay on build 1/);
  const view = (await viewStatus(host)).services[0]?.readers[1] as ViewStatus;
  assert.deepEqual(
    view.builds.map(({ build, role }) => [build, role]),
    [[1, 'live']],
  );
  assert.equal(answered(await rebuild(host, 'adders')).rebuilt[0]?.state, 'live');
});
