import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { encodeBatch } from '../../engines/embedded/src/append-batches.ts';
import { firstChecksum } from '../../engines/embedded/src/checksum.ts';
import { commandHash, unpackCommand } from '../../engines/embedded/src/command-record.ts';
import { verifyLog } from '../../engines/embedded/src/event-store-verify.ts';
import { prepareLog } from '../../engines/embedded/src/log-schema.ts';
import { logWriter } from '../../engines/embedded/src/log-writer.ts';
import { answerCode } from '../../engines/embedded/src/writer-protocol.ts';
import { assertGapless, logRows } from '../run/log-rows.ts';
import type { Random } from '../run/random.ts';
import type { Image } from './power-cut.ts';
import { partitions } from './script.ts';

/** Lays out what a disk held under `root` somewhere else: the machine has started again since. */
export function layOut(folder: string, root: string, files: ReadonlyMap<string, Buffer>): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [path, content] of files) {
    const at = join(folder, relative(root, path));
    mkdirSync(dirname(at), { recursive: true });
    const isMark = at.endsWith('.open') && content.length > 0;
    writeFileSync(at, isMark ? 'an earlier start of the machine' : content, { mode: 0o600 });
  }
}

/** Starts on the log with the engine's own code but no thread: all that was answered must be there. */
export async function assertLog(folder: string, { answers }: Image, random: Random): Promise<void> {
  const [log, commands] = [join(folder, 'log.db'), join(folder, 'commands.db')];
  const done = answers.filter((line) => /^done \w+-(open|add)-/.test(line)).map((line) => line.slice(5));
  if (!existsSync(log)) return assert.deepEqual(done, [], 'the log is gone');
  assert.doesNotThrow(() => prepareLog(log, partitions, firstChecksum), 'the log cannot be opened');
  assert.deepEqual((await verifyLog(log)).damage, [], 'the log does not verify');
  assertGapless(logRows(log));
  const seen = commandsIn(log);
  for (const id of done) assert.ok(seen.has(commandHash(id)), `${id} was answered and is not in the log`);
  if (done.length > 0 && random.chance(0.3)) assertRemembered(log, commands, random.pick(done));
}

function commandsIn(log: string): Set<string> {
  const db = new DatabaseSync(log, { readOnly: true });
  try {
    const rows = db.prepare('SELECT command FROM events WHERE command IS NOT NULL').all();
    return new Set(rows.map(({ command }) => unpackCommand(command as Uint8Array | string).id));
  } finally {
    db.close();
  }
}

/** The index of commands may have lost anything, and still knows them all. */
function assertRemembered(log: string, commands: string, id: string): void {
  const writer = logWriter({ log, commands, partitions });
  const append = {
    stream: 'tally-again',
    partitionKey: 'tally-again',
    expected: 'any' as const,
    events: [{ type: 'Added', schema: 1, data: '{}' }],
  };
  const request = {
    command: { id, fingerprint: 'other' },
    appends: [append],
    at: 0,
    actor: null,
    meta: null,
  };
  const pending = { request, commandHash: commandHash(id), chars: 0, resolve: () => {}, reject: () => {} };
  const batch = encodeBatch([pending]);
  assert.ok(batch !== 'close');
  assert.deepEqual(
    writer.write(batch.requests, batch.fields),
    [answerCode.reused],
    `${id} is taken for a new command`,
  );
  writer.commit();
  writer.close();
}
