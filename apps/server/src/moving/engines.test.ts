import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import { postgresEngine } from '@touchline/engine-postgres';
import { statement, testDatabase, withPostgres, type TestDatabase } from '@touchline/engine-postgres/testing';
import { systemClock } from '@touchline/kernel';
import { moveStore, type MoveReport } from '@touchline/kernel/moving';
import type { Engine } from '@touchline/kernel/ports';
import { openSource, openTarget } from './open-sides.ts';
import { contentsOf, masterOf, writeHistory, type Sent } from './testing/history.ts';

const clock = systemClock;

async function move(from: string, to: string, master: () => Uint8Array): Promise<MoveReport> {
  const options = { clock, master };
  const source = await openSource(from, options);
  try {
    const target = await openTarget(to, options);
    try {
      return await moveStore(source, target, { clock });
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** ID1: what was answered before the move is answered again. */
async function repeatAll(engine: Engine, sent: readonly Sent[]): Promise<void> {
  for (const { request, first } of sent) {
    const { status, ...again } = await engine.events.append(request);
    deepEqual([status, again], ['repeated', first]);
  }
  const [{ request }] = sent as [Sent];
  const other = { ...request, command: { id: request.command?.id ?? '', fingerprint: 'another' } };
  equal((await engine.events.append(other)).status, 'command-reused');
}

withPostgres('moving between engines', () => {
  for (const partitions of [1, 8])
    describe(`with ${partitions} partition${partitions === 1 ? '' : 's'}`, () => {
      let folder: string;
      let made: TestDatabase;
      before(async () => {
        folder = await mkdtemp(join(tmpdir(), 'touchline-moving-'));
        made = await testDatabase();
      });
      after(async () => {
        await made.drop();
        await rm(folder, { recursive: true });
      });

      test('MV1, MV2: there and back: everything is found again, and the chains are the same byte for byte', async () => {
        const [first, second] = [join(folder, 'first'), join(folder, 'second')];
        const here = await embeddedEngine({ folder: first, partitions });
        const sent = await writeHistory(here, 400);
        const contents = await contentsOf(here);
        const verified = await here.events.verify();
        await here.close();
        const master = masterOf(first);

        const there = await move(first, made.url, () => master);
        deepEqual(
          there.partitions.map(({ head, before: checksum }) => [head, checksum]),
          verified.partitions.map(({ head, checksum }) => [head, checksum]),
        );
        await rejects(embeddedEngine({ folder: first }), /was moved to PostgreSQL at .*--undo/);
        const open = () => postgresEngine({ database: { url: made.url }, master, keyFreshMs: 50 });
        const on = await open();
        // What came knows commands by their hashes; a move that is taken back and made again finds them as they were.
        deepEqual(await statement(made.url, 'SELECT command_ids FROM touchline.log'), [
          { command_ids: 'hashed' },
        ]);
        equal(on.events.partitions, partitions);
        deepEqual(await contentsOf(on), contents);
        await repeatAll(on, sent);
        const whole = await on.events.verify();
        deepEqual([whole.damage, whole.events], [[], contents.events.length]);
        deepEqual(
          whole.partitions.map(({ checksum }) => checksum),
          there.partitions.map(({ checksum }) => checksum),
        );
        const more = await writeHistory(on, 100, 400);
        const later = await contentsOf(on);
        await on.close();

        const back = await move(made.url, second, () => master);
        await rejects(open(), /was moved to .*second/);
        const again = await embeddedEngine({ folder: second });
        deepEqual(await contentsOf(again), later);
        await repeatAll(again, [...sent, ...more]);
        deepEqual((await again.events.verify()).damage, []);
        await again.close();
        const source = await openSource(second, { clock, master: () => master });
        for (const { partition, head, checksum } of verified.partitions)
          equal(await source.log.checksumAt(partition, head), checksum);
        await source.close();
        match(back.from, /^PostgreSQL at /);
      });
    });
});
