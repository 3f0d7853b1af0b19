import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { compose } from '../../apps/server/src/compose.ts';
import { community } from '../crash/community.ts';
import { inProcess } from '../crash/in-process.ts';
import { load } from '../crash/load.ts';
import { fired } from '../run/fired.ts';
import { logRows } from '../run/log-rows.ts';
import { sized, seeded } from '../run/plan.ts';
import { inScratch } from '../run/scratch.ts';
import { answersOf, flipped } from './flipped.ts';

const operatorKey = 'operator.flips';

test('INV-19: a flipped bit of the log is found, or changes no answer', () =>
  inScratch(
    async (scratch) => {
      const count = fired('flipped bits');
      const random = seeded('flipped bits');
      const folder = join(scratch, 'data');
      const composed = await compose({ dataFolder: folder, partitions: 3 }, { operatorKey });
      const call = inProcess(composed, operatorKey);
      await load(call, await community(call, random), random, count, 400).finally(() => composed.close());
      const log = join(folder, 'log.db');
      const rows = logRows(log);
      const heads = [0, 1, 2].map((partition) => rows.filter((row) => row.partition === partition).length);
      const right = await answersOf(log, heads, [...new Set(rows.map(({ stream }) => stream))]);
      for (let i = 0; i < sized(200, 20_000); i++) {
        const { found, altered, bit } = await flipped(log, join(scratch, 'flipped.db'), right, random);
        count(`found ${found}`);
        assert.equal(altered, 0, `bit ${bit} of the log gave ${altered} answers with other content`);
        assert.notEqual(found, 'NOT', `bit ${bit} of the log changed an answer and nobody noticed`);
      }
      count.report('found by verify', 'found not, as nothing depends on it');
    },
    { inMemory: true },
  ));
