import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import { compose } from '../../apps/server/src/compose.ts';
import { community } from '../crash/community.ts';
import { inProcess } from '../crash/in-process.ts';
import { load } from '../crash/load.ts';
import { fired } from '../run/fired.ts';
import { notShown } from '../run/not-shown.ts';
import { seeded, sized } from '../run/plan.ts';
import { inScratch } from '../run/scratch.ts';
import { assertResumed, fillUp } from './full-disk.ts';
import { smallDisk } from './small-disk.ts';

const mebibyte = 2 ** 20;
const operatorKey = 'operator.full';

test('INV-11: on a full disk reads go on and writes are answered 507; with space again all goes on', async (t) => {
  await inScratch(async (scratch) => {
    const disk = smallDisk(join(scratch, 'disk'), 96 * mebibyte);
    if (typeof disk === 'string') return t.skip(notShown('a full disk', disk) || '');
    try {
      const count = fired('full disk');
      const random = seeded('full disk');
      const folder = join(scratch, 'disk', 'data');
      const ballast = join(scratch, 'disk', 'ballast');
      const composed = await compose({ dataFolder: folder, partitions: 3 }, { operatorKey });
      try {
        const call = inProcess(composed, operatorKey);
        const inside = await community(call, random);
        await load(call, inside, random, count, 50);
        for (let round = 0; round < sized(2, 20); round++) {
          const { bavail, bsize } = statfsSync(join(scratch, 'disk'));
          writeFileSync(ballast, Buffer.alloc(bavail * bsize - 3 * mebibyte));
          await fillUp(call, inside, 10, count);
          rmSync(ballast);
          await assertResumed(composed, call, inside, folder, random, count);
        }
      } finally {
        await composed.close();
      }
      count.report('writes answered 507', 'reads on the full disk', 'unknown outcomes asked again');
    } finally {
      disk.free();
    }
  });
});

test('ES16: a log at its allowed size answers 507 and reads on; opened with more, all goes on', () =>
  inScratch(async (scratch) => {
    const count = fired('bounded log');
    const random = seeded('bounded log');
    const folder = join(scratch, 'data');
    const bounded = (logBytesMax: number) =>
      compose(
        { dataFolder: folder, partitions: 3 },
        { operatorKey, openEngine: (options) => embeddedEngine({ ...options, logBytesMax }) },
      );
    const small = await bounded(mebibyte / 4);
    const inside = await community(inProcess(small, operatorKey), random);
    try {
      await fillUp(inProcess(small, operatorKey), inside, 20, count);
    } finally {
      await small.close();
    }
    const large = await bounded(64 * mebibyte);
    try {
      await assertResumed(large, inProcess(large, operatorKey), inside, folder, random, count);
    } finally {
      await large.close();
    }
    count.report('writes answered 507', 'reads on the full disk', 'unknown outcomes asked again');
  }));
