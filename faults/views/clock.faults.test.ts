import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { compose } from '../../apps/server/src/compose.ts';
import { assertLog } from '../crash/assert-log.ts';
import { community } from '../crash/community.ts';
import { inProcess } from '../crash/in-process.ts';
import { askAgain, load } from '../crash/load.ts';
import { fired } from '../run/fired.ts';
import { assertViewsAreFolds } from '../run/folds.ts';
import { logRows } from '../run/log-rows.ts';
import { sized, seeded } from '../run/plan.ts';
import { inScratch } from '../run/scratch.ts';
import { jumpingClock } from './jumping-clock.ts';

test('INV-12: a wall clock that jumps by up to 400 days disturbs neither order, versions, tokens nor views', () =>
  inScratch(async (folder) => {
    const count = fired('clock');
    const random = seeded('clock');
    const clock = jumpingClock(random.fork(), () => count('jumps'));
    const operatorKey = 'operator.clock';
    const composed = await compose({ dataFolder: folder, partitions: 3 }, { operatorKey, clock });
    try {
      const call = inProcess(composed, operatorKey);
      const inside = await community(call, random);
      await load(call, inside, random, count, sized(600, 20_000));
      await askAgain(call, inside, random, count);
      assertLog(logRows(join(folder, 'log.db')), inside);
      assert.deepEqual((await composed.host.engine.events.verify()).damage, []);
      count('rows compared', await assertViewsAreFolds(composed.host));
    } finally {
      await composed.close();
    }
    count.report('jumps', 'reads with a token', 'rows compared');
  }));
