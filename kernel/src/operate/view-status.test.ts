import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { add, tallies } from '../conformance/sample.ts';
import type { Host } from '../runtime/index.ts';
import { pause, resume } from './pause.ts';
import { tallyWorld } from './testing/tally-world.ts';
import { viewStatus, type BuildStatus, type ViewStatus } from './view-status.ts';

async function page(host: Host): Promise<ViewStatus & { live: BuildStatus }> {
  const { services } = await viewStatus(host);
  const view = services[0]?.readers.find(({ name }) => name === 'tally-page') as ViewStatus;
  return { ...view, live: view.builds[0]! };
}

describe('view status', () => {
  test('tells of each view, memory view and policy where it stands', async (t) => {
    const { host } = await tallyWorld(t, { partitions: 8, tallies: 4, additions: 8 });
    const { heads, services } = await viewStatus(host);
    assert.deepEqual(
      services[0]?.readers.map(({ kind, name }) => `${kind} ${name}`),
      ['view tally-page', 'view adders', 'memory-view latest', 'policy reward-hundreds'],
    );
    const { rows, live } = await page(host);
    assert.deepEqual([rows, live.role, live.lagEvents, live.lagS, live.state], [4, 'live', 0, 0, 'running']);
    assert.deepEqual(live.cursors, heads);
  });

  test('a paused view falls behind, in events and in seconds, and catches up when it is resumed', async (t) => {
    const { host, clock } = await tallyWorld(t, { tallies: 1, additions: 1 });
    await pause(host, 'tally-page');
    await host.execute(tallies, add, { tally: 't0', amount: 1 }, { actor: 'ben', session: null, roles: [] });
    clock.advance(90_000);
    const behind = await page(host);
    assert.deepEqual([behind.live.state, behind.live.lagEvents, behind.live.lagS], ['paused', 1, 90]);
    assert.deepEqual(await resume(host, 'tally-page'), {
      consumers: [{ target: 'tallies/tally-page', state: 'running' }],
    });
    await host.drain();
    assert.equal((await page(host)).live.lagEvents, 0);
  });
});
