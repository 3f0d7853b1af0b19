import { ok } from 'node:assert/strict';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import { world, type World } from '@touchline/kernel/testing';
import { forgetMe, openTally, readTally, tallies } from '../../kernel/src/conformance/sample.ts';
import { inScratch } from '../run/scratch.ts';

test('ER6: rows that come back from before an erasure are purged before the next start is done', () =>
  inScratch(async (scratch) => {
    const [views, before] = [join(scratch, 'data', 'views'), join(scratch, 'before')];
    const opened = async (): Promise<World> =>
      world([tallies], await embeddedEngine({ folder: join(scratch, 'data') }));
    const first = await opened();
    await first.as('ana').does(openTally, { tally: 't', name: 'n', note: 'a secret' });
    await first.close();
    await cp(views, before, { recursive: true });

    const second = await opened();
    await second.as('ana').does(forgetMe, {});
    await second.close();
    await rm(views, { recursive: true });
    await cp(before, views, { recursive: true });

    const third = await opened();
    const { store, views: built } = third.host.runtimes.get('tallies')!;
    const rows = await store.scan(built.get('tally-page')!.live().table, '', 10);
    ok(rows.length === 1 && !rows[0]?.row.includes('secret'), JSON.stringify(rows));
    ok('note' in (await third.as('ben').asks(readTally, { tally: 't' })));
    await third.close();
  }));
