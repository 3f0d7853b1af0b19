import { equal, throws } from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { it } from 'node:test';
import { firstChecksum } from './checksum.ts';
import { openDurable, partitionOf, partitionsMax, positionOf, prepareLog, seqOf } from './log-schema.ts';
import { assertSqliteVersion, expectPragma, pragma } from './sqlite.ts';

function inFolder(work: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-schema-'));
  try {
    work(join(folder, 'log.db'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('ES6: the number of partitions is fixed when the log is made', () =>
  inFolder((path) => {
    equal(prepareLog(path, 8, firstChecksum), 8);
    equal(prepareLog(path, 8, firstChecksum), 8);
    throws(() => prepareLog(path, 4, firstChecksum), /created with 8 partitions.*4 were asked for/);
    for (const wrong of [0, 257, 1.5])
      throws(() => prepareLog(path, wrong, firstChecksum), /must be 1 to 256/);
  }));

it('ES19: a log of a newer format, of another program, or no database at all is refused in words', () =>
  inFolder((path) => {
    prepareLog(path, 1, firstChecksum);
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 3');
    throws(
      () => prepareLog(path, 1, firstChecksum),
      /has format 3; this program writes 2. Start a newer version/,
    );
    db.exec('PRAGMA user_version = 2; PRAGMA application_id = 5');
    db.close();
    throws(() => prepareLog(path, 1, firstChecksum), /is a database of another program/);
    const text = `${path}.txt`;
    writeFileSync(text, 'not a database, but long enough to look like one: '.repeat(50));
    throws(() => prepareLog(text, 1, firstChecksum), /is not a SQLite database/);
  }));

it('ES19: a log of format 1 is taken, and is one of format 2 from then on', () =>
  inFolder((path) => {
    prepareLog(path, 2, firstChecksum);
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 1');
    equal(prepareLog(path, undefined, firstChecksum), 2);
    equal(pragma(db, 'user_version'), 2);
    db.close();
  }));

it('ES19: what makes writes durable is read back, and an old SQLite is refused', () =>
  inFolder((path) => {
    const db = openDurable(path);
    expectPragma(db, 'synchronous', 2);
    db.exec('PRAGMA synchronous = NORMAL');
    throws(() => expectPragma(db, 'synchronous', 2), /synchronous = 1 where 2 is needed/);
    db.close();
    for (const old of ['3.51.2', '3.50.9', '2.99.99'])
      throws(() => assertSqliteVersion(old), /3.51.3 or newer is needed/);
    for (const fine of ['3.51.3', '3.52.0', '4.0.0']) assertSqliteVersion(fine);
  }));

it('partition and position of an event share one exact number', () => {
  for (const partition of [0, 1, 7, partitionsMax - 1])
    for (const position of [1, 2 ** 31, 2 ** 44 - 1]) {
      const seq = seqOf(partition, position);
      equal(Number.isSafeInteger(seq), true);
      equal(partitionOf(seq), partition);
      equal(positionOf(seq), position);
    }
});
