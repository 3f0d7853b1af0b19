import { ok } from 'node:assert/strict';
import { test } from 'node:test';
import { heapBound } from './bounded-heap.ts';

const mb = 2 ** 20;

/** Full collections every `everyMs`, each leaving `alive` of what came in between: how far the heap may grow at last. */
function settled({ alive, everyMs, cameIn }: { alive: number; everyMs: number; cameIn: number }): number {
  const bound = heapBound();
  let allowed = 0;
  for (let nowMs = 0, n = 0; n < 5; n++) {
    bound(false, alive + cameIn, nowMs);
    allowed = bound(true, alive, (nowMs += everyMs));
  }
  return alive * allowed;
}

test('a heap at rest grows by a quarter of what is alive, and not by more', () => {
  const grows = settled({ alive: 100 * mb, everyMs: 60_000, cameIn: 30 * mb });
  ok(grows <= 26 * mb, `${grows / mb} MB`);
});

test('under load it grows by what five seconds bring', () => {
  const grows = settled({ alive: 60 * mb, everyMs: 1_000, cameIn: 18 * mb });
  ok(grows > 85 * mb && grows < 95 * mb, `${grows / mb} MB`);
});

test('and by 128 MB at most and to 176 MB in all, or by a quarter where that is more', () => {
  const load = { everyMs: 1_000, cameIn: 200 * mb };
  const small = settled({ ...load, alive: 40 * mb });
  ok(small > 127 * mb && small <= 128 * mb, `${small / mb} MB`);
  const middle = settled({ ...load, alive: 120 * mb });
  ok(middle > 55 * mb && middle <= 56 * mb, `${middle / mb} MB`);
  const large = settled({ ...load, alive: 1_000 * mb });
  ok(large >= 249 * mb && large <= 250 * mb, `${large / mb} MB`);
});

test('a heap that has grown since is taken for alive until it is known to be less', () => {
  const bound = heapBound();
  bound(true, 30 * mb, 0);
  bound(false, 60 * mb, 1_000);
  const atOnce = bound(true, 35 * mb, 1_000);
  const later = bound(false, 300 * mb, 2_000);
  ok(later * 300 <= Math.max(128, 75) && later < atOnce);
});
