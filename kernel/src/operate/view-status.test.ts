import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { add, openTally, tallies } from '../conformance/sample.ts';
import type { Host } from '../runtime/index.ts';
import { pause, resume } from './pause.ts';
import { rebuild } from './rebuild.ts';
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

  test('what waits before a reader is never told as 0 s; 0 s means that none of it is for the reader', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 1 });
    const lagOf = async (target: string) => {
      const { services } = await viewStatus(host);
      const found = services[0]?.readers.find(({ name }) => name === target);
      const one = found?.kind === 'view' ? found.builds[0] : found;
      return [one?.lagEvents, one?.lagS];
    };
    for (const name of ['adders', 'tally-page']) await pause(host, name);
    await host.execute(
      tallies,
      openTally,
      { tally: 't9', name: 'name9', note: '' },
      { actor: 'ben', session: null, roles: [] },
    );
    await host.drain();
    assert.deepEqual(
      [await lagOf('adders'), await lagOf('tally-page')],
      [
        [2, 0],
        [2, 0.1],
      ],
    );
  });

  test('a view of several builds is paused and resumed in one word', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 1 });
    await rebuild(host, 'adders');
    assert.deepEqual(await pause(host, 'adders'), {
      consumers: [{ target: 'tallies/adders', state: 'paused' }],
    });
    assert.deepEqual(await resume(host, 'adders'), {
      consumers: [{ target: 'tallies/adders', state: 'running' }],
    });
  });
});
