import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import type { VerifyReport } from '@touchline/kernel/ports';
import { verifyLog } from './event-store-verify.ts';
import { sqliteEventStore } from './event-store.ts';
import { partitionOf, seqOf } from './log-schema.ts';

const events = 40;
let folder = '';
let path = '';
/** The partition with more events than the other. */
let busy = 0;

const optionsFor = (log: string) => ({ log, commands: `${log}.commands`, partitions: 2, onFatal: () => {} });

const at = (position: number): string => String(seqOf(busy, position));

/** A copy of the log, damaged by SQL. */
function damaged(sql: string): string {
  const copy = join(folder, 'copy.db');
  for (const end of ['', '-wal', '-shm', '.commands']) rmSync(copy + end, { force: true });
  copyFileSync(path, copy);
  const db = new DatabaseSync(copy);
  db.exec(sql);
  db.close();
  return copy;
}

const verified = (sql: string): Promise<VerifyReport> => verifyLog(damaged(sql));

const positions = ({ damage }: VerifyReport): number[] => damage.map(({ position }) => position);

describe('damage to the log', () => {
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'touchline-verify-'));
    path = join(folder, 'log.db');
    const store = await sqliteEventStore(optionsFor(path));
    for (let n = 0; n < events; n++) {
      const event = { type: n % 2 ? 'A' : 'B', schema: 1, data: `{"n":${n}}` };
      await store.append({
        command: { id: `c${n}`, fingerprint: 'x' },
        appends: [
          {
            stream: `door-${n % 5}`,
            partitionKey: n % 5 === 4 ? 'even' : 'odd',
            expected: 'any',
            events: [event],
          },
        ],
        at: 1000 + n,
        actor: 'someone',
        meta: n % 3 ? null : { correlation: 'r' },
      });
    }
    await store.close();
    const db = new DatabaseSync(path);
    busy = partitionOf(Number(db.prepare('SELECT seq FROM events LIMIT 1 OFFSET 20').get()?.['seq']));
    db.close();
  });
  after(() => rmSync(folder, { recursive: true }));

  it('TE2: any changed field of any event is found at its place, and several at once', async () => {
    deepEqual((await verified('SELECT 1')).damage, [], 'the control: an undamaged copy is whole');
    const changes = [
      `data = '{"n":999}'`, 'data = 7', 'type = 3 - type', 'type = 99', 'at = at + 1', `actor = 'another'`, 'actor = NULL',
      `meta = '{"correlation":"q"}'`, 'version = version + 100', `stream = 'door-9'`, 'checksum = zeroblob(18)',
      'checksum = 0', 'command = NULL', 'command = 5', 'crc = crc + 1',
    ]; // prettier-ignore
    for (const change of changes) {
      const report = await verified(`UPDATE events SET ${change} WHERE seq = ${at(7)}`);
      ok(positions(report).includes(7), `${change}: ${JSON.stringify(report.damage)}`);
      equal(report.damage[0]?.partition, busy);
    }
    const three = await verified(
      `UPDATE events SET data = '{}' WHERE seq IN (${at(3)}, ${at(9)}, ${at(20)})`,
    );
    deepEqual(positions(three), [3, 9, 20]);
  });

  it('TE2: missing events, exchanged events and a cut-off end are found', async () => {
    const [gap] = (await verified(`DELETE FROM events WHERE seq = ${at(5)}`)).damage;
    deepEqual([gap?.position, gap?.what], [5, 'it is missing']);
    const swapped = await verified(`UPDATE events SET seq = -seq WHERE seq IN (${at(5)}, ${at(6)});
      UPDATE events SET seq = CASE -seq WHEN ${at(5)} THEN ${at(6)} ELSE ${at(5)} END WHERE seq < 0`);
    deepEqual(positions(swapped).slice(0, 2), [5, 6]);
    const cut = `DELETE FROM events WHERE seq > ${at(11)} AND seq < ${seqOf(busy + 1, 0)}`;
    equal((await verified(cut)).damage[0]?.position, 12);
    const covered = await verified(`${cut}; UPDATE heads SET position = 11 WHERE partition = ${busy}`);
    ok(covered.damage.some(({ what }) => what.includes('not the event the log ended with')));
  });

  it('TE2: pages of the file that SQLite cannot read are passed over, and the rest is walked', async () => {
    const root = `SELECT rootpage FROM sqlite_schema WHERE name = 'streams'`;
    const db = new DatabaseSync(path, { readOnly: true });
    const page = Number(db.prepare(root).get()?.['rootpage']);
    db.close();
    const copy = damaged('SELECT 1');
    overwrite(copy, (page - 1) * 8192, 8192);
    const report = await verifyLog(copy);
    equal(report.events, events);
    ok(
      report.damage.some(({ what }) => what.includes('index of streams cannot be read')),
      JSON.stringify(report.damage),
    );
  });

  it('TE2: an event that stands where it does not belong is found, and does not lead round in circles', async () => {
    for (const [from, to] of [
      [31, 543],
      [30, 542],
      [24, 5],
      [3, 20],
    ] as const) {
      const copy = damaged('SELECT 1');
      equal(renumbered(copy, seqOf(busy, from), seqOf(busy, to)), 1, 'one row of the file was renumbered');
      const turns: number[] = [];
      const report = await verifyLog(copy, (done) => {
        turns.push(done);
        ok(turns.length < 20, 'it walks on for ever');
      });
      ok(report.damage.length > 0, `${from} as ${to}: nobody noticed`);
    }
  });

  it('TE3: a damaged event is never handed out; those beside it are', async () => {
    const store = await sqliteEventStore(
      optionsFor(damaged(`UPDATE events SET data = '{"n":999}' WHERE seq = ${at(7)}`)),
    );
    await rejects(store.readPartition(busy, 0, 100), { name: 'Fault', code: 'corrupt', retryable: false });
    equal((await store.readPartition(busy, 0, 6)).events.length, 6);
    equal((await store.readPartition(busy, 7, 6)).events.length, 6);
    await store.close();
  });

  it('TE2: everything damaged is counted as walked and listed', async () => {
    const report = await verified(`UPDATE events SET data = '{}'`);
    equal(report.events, events);
    equal(report.damage.length, events);
  });
});

/** Writes another number of the same length over that of a row, in the table alone; tells how often it stood there. */
function renumbered(file: string, from: number, to: number): number {
  const bytes = readFileSync(file);
  const [was, is] = [varint(from), varint(to)];
  let found = 0;
  for (let place = bytes.indexOf(was); place !== -1; place = bytes.indexOf(was, place + 1)) {
    is.copy(bytes, place);
    found++;
  }
  writeFileSync(file, bytes);
  return found;
}

/** As SQLite stores the key of a row: seven bits a byte, the highest first. */
function varint(n: number): Buffer {
  const bytes = [n % 128];
  for (let rest = Math.floor(n / 128); rest > 0; rest = Math.floor(rest / 128))
    bytes.unshift(128 + (rest % 128));
  return Buffer.from(bytes);
}

function overwrite(file: string, from: number, bytes: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(bytes, 0xff), 0, bytes, from);
  closeSync(handle);
}
