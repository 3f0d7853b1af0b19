import { equal, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { firstChecksum } from './checksum.ts';
import { commandGenerations } from './command-generations.ts';
import { commandIndex, generationSize } from './command-index.ts';
import { commandHash, commandKey } from './command-record.ts';
import { openDurable, prepareLog } from './log-schema.ts';

test('ID1: commands of many generations are found, by who writes them and by who reads beside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-commands-'));
  const [logPath, path] = [join(folder, 'log.db'), join(folder, 'commands.db')];
  prepareLog(logPath, 1, firstChecksum);
  const log = openDurable(logPath);
  try {
    const index = commandIndex(log, path, 1);
    const beside = new DatabaseSync(path, { readOnly: true });
    const reader = commandGenerations(beside);
    const count = Math.ceil(generationSize * 2.2);
    let saves = 0;
    const seqOf = (n: number): number | undefined => reader.seqAt(commandKey(commandHash(`c${n}`)));
    for (let n = 0; n < count; n++) {
      equal(typeof index.claim(commandHash(`c${n}`), n + 1), 'number');
      if (!index.saveIfDue([0])) continue;
      saves++;
      reader.refresh();
      for (const known of [0, Math.floor(n / 2), n]) equal(seqOf(known), known + 1);
    }
    ok(saves > 30, `${saves} saves`);
    index.close([0]);
    reader.refresh();
    for (let n = 0; n < count; n++) equal(seqOf(n), n + 1);
    equal(seqOf(count), undefined);
    equal(beside.prepare('SELECT max(generation) FROM generations').get()?.['max(generation)'], 1);
    beside.close();
  } finally {
    log.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
