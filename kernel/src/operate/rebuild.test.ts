import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRefusal } from '../refusal.ts';
import { rebuild, retire, rollBack, type Rebuilding } from './rebuild.ts';
import { tallyWorld } from './testing/tally-world.ts';
import { viewStatus, type ViewStatus } from './view-status.ts';

describe('rebuild', () => {
  test('a view named alone, with its service, or by all is rebuilt with progress to the end', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 2, additions: 10 });
    for (const [target, count] of [
      ['adders', 1],
      ['tallies/adders', 1],
      ['tallies', 3],
      ['all', 3],
    ] as const) {
      const seen: Rebuilding[] = [];
      const done = await rebuild(host, target, (progress) => seen.push(progress));
      assert.ok(!isRefusal(done));
      assert.deepEqual(
        done.rebuilt.map(({ state, number, of }) => [state, number, of]),
        done.rebuilt.map((_, i) => ['live', i + 1, count]),
      );
      assert.deepEqual(
        seen
          .filter(({ target: name, state }) => name === 'tallies/adders' && state === 'live')
          .map(({ done: n, total }) => n === total),
        [true],
      );
    }
  });

  test('what was rebuilt can be rolled back once, until it is retired', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 2 });
    await rebuild(host, 'adders');
    assert.deepEqual(await rollBack(host, 'adders'), { live: 1 });
    assert.deepEqual(await rollBack(host, 'adders'), { live: 2 });
    assert.deepEqual(await retire(host, 'adders'), { live: 2 });
    assert.deepEqual(await rollBack(host, 'adders'), {
      refusal: 'no-earlier-build',
      details: { target: 'adders' },
    });
  });

  test('while a view is rebuilt its status says so, and a second rebuild is refused', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 1, additions: 2 });
    const during: unknown[] = [];
    await rebuild(host, 'adders', (progress) => {
      if (progress.state !== 'catching-up') return;
      during.push(rebuild(host, 'adders'), viewStatus(host));
    });
    const [second, status] = await Promise.all(during);
    assert.deepEqual(second, { refusal: 'rebuild-under-way', details: { target: 'tallies/adders' } });
    const view = (status as Awaited<ReturnType<typeof viewStatus>>).services[0]?.readers[1] as ViewStatus;
    assert.deepEqual(
      view.builds.map(({ role }) => role),
      ['live', 'building'],
    );
    assert.equal(view.rebuild?.view, 'adders');
  });

  test('what does not exist is refused, with what there is; policies are not rebuilt', async (t) => {
    const { host } = await tallyWorld(t, { tallies: 0, additions: 0 });
    const known = ['tallies/tally-page', 'tallies/adders', 'tallies/latest'];
    assert.deepEqual(await rebuild(host, 'nothing'), {
      refusal: 'no-such-target',
      details: { target: 'nothing', known },
    });
    assert.deepEqual(await rebuild(host, 'reward-hundreds'), {
      refusal: 'no-such-target',
      details: { target: 'reward-hundreds', known },
    });
    assert.ok(isRefusal(await rollBack(host, 'tallies')));
  });
});
