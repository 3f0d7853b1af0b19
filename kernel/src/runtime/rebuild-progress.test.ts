import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { EventStore } from '../ports/index.ts';
import { manualClock } from '../testing/manual-clock.ts';
import { rebuildProgress, type RebuildState } from './rebuild-progress.ts';
import type { ViewBuild } from './view-build.ts';

test('VW8: progress says how much is done of how much, at what rate, and how long it will take', async () => {
  const clock = manualClock();
  const cursors = [0, 0];
  const build = { number: 2, consumer: { cursors: () => cursors } } as unknown as ViewBuild;
  const events = { heads: async () => [900, 100] } as unknown as EventStore;
  const began = clock.steady();
  const progress = async (state: RebuildState, finding?: string) =>
    rebuildProgress({ events, clock }, { view: 'page', build, began, state, finding });
  const named = { view: 'page', build: 2, total: 1000 };

  deepEqual(await progress('building'), { ...named, state: 'building', done: 0, rate: 0, leftS: null });
  clock.advance(4000);
  cursors.splice(0, 2, 150, 50);
  deepEqual(await progress('building'), { ...named, state: 'building', done: 200, rate: 50, leftS: 16 });
  clock.advance(1000);
  cursors.splice(0, 2, 900, 95); // More came while it was switched to.
  deepEqual(await progress('live', 'It differed.'), {
    ...named,
    state: 'live',
    done: 995,
    rate: 199,
    leftS: 0,
    finding: 'It differed.',
  });
});
