import { deepEqual, equal, match, ok, rejects, throws } from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { it } from 'node:test';
import type { EventStore, StoredEvent } from '@touchline/kernel/ports';
import { backupFolder, hashFiles } from './backup.ts';
import { embeddedEngine, erasedIn, folderSource, type EmbeddedEngine } from './index.ts';
import { restoreFolder } from './restore.ts';

async function withEngine(work: (engine: EmbeddedEngine, folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-backup-'));
  const engine = await embeddedEngine({ folder: join(folder, 'data'), partitions: 4 });
  try {
    await work(engine, folder);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true });
  }
}

const write = (events: EventStore, n: number) =>
  events.append({
    command: { id: `command-${n}`, fingerprint: 'f' },
    appends: [
      {
        stream: `door-${n % 20}`,
        partitionKey: `door-${n % 20}`,
        expected: 'any',
        events: [{ type: 'Opened', schema: 1, data: `{"n":${n}}` }],
      },
    ],
    at: n,
    actor: null,
    meta: null,
  });

async function log(events: EventStore): Promise<StoredEvent[][]> {
  const slices = (await events.heads()).map(
    async (_, partition) => (await events.readPartition(partition, 0, 10_000)).events,
  );
  return (await Promise.all(slices)).map((slice) => slice.map((event) => ({ ...event, decoded: undefined })));
}

it('TE4, TE5: a restored backup has the events, the keys, the secrets and the command ids', () =>
  withEngine(async (engine, folder) => {
    for (let n = 0; n < 50; n++) await write(engine.events, n);
    const key = await engine.keys.ensure('anna');
    const secret = await engine.secrets.secret('tokens');
    await engine.keys.destroy('ben');
    const backup = await backupFolder(engine, join(folder, 'backup'));
    equal(backup.events, 50);
    const restored = await restoreFolder(join(folder, 'backup'), join(folder, 'restored'));
    equal(restored.events, 50);
    match(restored.proved, /50 events in 4 partitions follow each other without a gap/);
    equal(statSync(join(folder, 'restored/secrets/master.key')).mode & 0o777, 0o600);
    const again = await embeddedEngine({ folder: join(folder, 'restored'), partitions: 4 });
    deepEqual(await log(again.events), await log(engine.events));
    deepEqual(Buffer.from((await again.keys.key('anna')) as Uint8Array), Buffer.from(key as Uint8Array));
    equal(await again.keys.key('ben'), 'erased');
    deepEqual(Buffer.from(await again.secrets.secret('tokens')), Buffer.from(secret));
    equal((await write(again.events, 7)).status, 'repeated');
    await again.close();
  }));

it('TE4: a backup made while appends go on is a prefix of the log that holds all that was answered before', () =>
  withEngine(async (engine, folder) => {
    for (let n = 0; n < 200; n++) await write(engine.events, n);
    let writing = true;
    let n = 200;
    const writers = Array.from({ length: 16 }, async () => {
      while (writing) await write(engine.events, n++);
    });
    const answered = await engine.events.heads();
    const backups = [];
    for (const name of ['one', 'two', 'three']) backups.push(await backupFolder(engine, join(folder, name)));
    writing = false;
    await Promise.all(writers);
    const whole = await log(engine.events);
    ok(n > 200, 'appends went on meanwhile');
    for (const [i, name] of ['one', 'two', 'three'].entries()) {
      await restoreFolder(join(folder, name), join(folder, `${name}-restored`));
      const again = await embeddedEngine({ folder: join(folder, `${name}-restored`), partitions: 4 });
      const part = await log(again.events);
      await again.close();
      for (const [partition, events] of part.entries()) {
        ok(events.length >= (answered[partition] ?? 0));
        equal(events.length, backups[i]?.heads[partition]?.position);
        deepEqual(events, whole[partition]?.slice(0, events.length));
      }
    }
  }));

it('LE3: a backup holds the ledger and the queue, neither ahead of the log', () =>
  withEngine(async (engine, folder) => {
    for (let n = 0; n < 50; n++) await write(engine.events, n);
    const work = { on: true };
    const worker = (async () => {
      for (let n = 50; work.on; n++) {
        await write(engine.events, n);
        await engine.queue.put({ id: `told ${n}`, key: 'k', kind: 'mail', body: '{}' });
        for (const [partition, position] of (await engine.events.heads()).entries())
          await engine.ledger.commit({ consumer: 'p', changes: [], cursor: { partition, position } });
      }
    })();
    try {
      await engine.ledger.putDocument('paused', '["p"]');
      while ((await engine.ledger.cursors('p', 4)).every((at) => at === 0)) await new Promise(setImmediate);
      await engine.queue.put({ id: 'before', key: 'before', kind: 'mail', body: '{}' });
      await backupFolder(engine, join(folder, 'backup'));
    } finally {
      work.on = false;
      await worker;
    }
    await restoreFolder(join(folder, 'backup'), join(folder, 'restored'));
    const again = await embeddedEngine({ folder: join(folder, 'restored'), partitions: 4 });
    equal(await again.ledger.document('paused'), '["p"]');
    const heads = await again.events.heads();
    const cursors = await again.ledger.cursors('p', 4);
    ok(
      cursors.every((at, partition) => at <= (heads[partition] ?? 0)),
      `${cursors.join()} of ${heads.join()}`,
    );
    ok(cursors.some((at) => at > 0));
    ok((await again.queue.take(1000, 1000)).some(({ id }) => id === 'before'));
    await again.close();
  }));

it('TE4: a backup is refused where a data folder is meant, stays as it is, and can be looked at', () =>
  withEngine(async (engine, folder) => {
    for (let n = 0; n < 50; n++) await write(engine.events, n);
    const backup = join(folder, 'backup');
    const { files } = await backupFolder(engine, backup);
    deepEqual(
      Object.keys(files).filter((name) => /-(wal|shm)$/.test(name)),
      [],
    );
    await rejects(embeddedEngine({ folder: backup }), /is a backup .* Restore it into a new folder/);
    throws(() => folderSource(backup), /is a backup/);
    for (const name of ['log.db', 'keys.db', 'ledger.db', 'queue.db']) {
      const db = new DatabaseSync(join(backup, name), { readOnly: true });
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
      db.close();
    }
    equal((await restoreFolder(backup, join(folder, 'restored'))).events, 50);
  }));

it('TE5: a backup of before, which lists what SQLite keeps beside its log, is restored', () =>
  withEngine(async (engine, folder) => {
    for (let n = 0; n < 50; n++) await write(engine.events, n);
    const backup = join(folder, 'backup');
    await backupFolder(engine, backup);
    const path = join(backup, 'log.db');
    for (const readOnly of [false, true]) {
      const db = new DatabaseSync(path, { readOnly });
      if (!readOnly) db.exec('PRAGMA journal_mode = WAL');
      db.prepare('SELECT count(*) FROM events').get();
      db.close();
    }
    const manifest = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')) as object;
    const files = await hashFiles(backup);
    ok('log.db-wal' in files && 'log.db-shm' in files);
    writeFileSync(join(backup, 'manifest.json'), JSON.stringify({ ...manifest, files }));
    equal((await restoreFolder(backup, join(folder, 'restored'))).events, 50);
  }));

it('TE4: a backup never replaces anything and leaves nothing behind when it fails', () =>
  withEngine(async (engine, folder) => {
    mkdirSync(join(folder, 'there'));
    await rejects(backupFolder(engine, join(folder, 'there')), /exists already/);
    for (const inside of ['data', 'data/inside'])
      await rejects(backupFolder(engine, join(folder, inside)), {
        name: 'NoPlace',
        message: /lies in the data folder, and would be lost with it/,
      });
    await rejects(backupFolder(engine, '/dev/null/below'), {
      name: 'NoPlace',
      message: /cannot be made \(ENOTDIR\)/,
    });
    const elsewhere = { ...engine, folder: join(folder, 'no-such-folder') };
    await rejects(backupFolder(elsewhere, join(folder, 'new')));
    deepEqual(readdirSync(folder).toSorted(), ['data', 'there']);
  }));

it('TE5: a damaged, incomplete or doctored backup is refused, and nothing appears', () =>
  withEngine(async (engine, folder) => {
    for (let n = 0; n < 50; n++) await write(engine.events, n);
    const target = join(folder, 'restored');
    const refuses = async (damage: (backup: string) => void, words: RegExp) => {
      const backup = join(folder, 'backup');
      await backupFolder(engine, backup);
      damage(backup);
      await rejects(restoreFolder(backup, target), words);
      ok(!existsSync(target));
      rmSync(backup, { recursive: true });
    };
    await refuses((backup) => flip(join(backup, 'log.db')), /log.db has changed since it was made/);
    await refuses((backup) => rmSync(join(backup, 'keys.db')), /keys.db is missing/);
    await refuses((backup) => rmSync(join(backup, 'manifest.json')), /not a backup, or not a complete one/);
    await refuses((backup) => appendFileSync(join(backup, 'secrets/more.key'), 'x'), /does not list/);
    await refuses((backup) => {
      const path = join(backup, 'manifest.json');
      const manifest = JSON.parse(readFileSync(path, 'utf8')) as { heads: { position: number }[] };
      manifest.heads[1]!.position += 1;
      writeFileSync(path, JSON.stringify(manifest));
    }, /Partition 1 does not end as the manifest says/);
    await refuses((backup) => {
      const path = join(backup, 'manifest.json');
      const manifest = JSON.parse(readFileSync(path, 'utf8')) as { heads: unknown[] };
      writeFileSync(path, JSON.stringify({ ...manifest, heads: manifest.heads.slice(1) }));
    }, /tells of 3 partitions, and the log has 4/);
  }));

it('PD6: who was erased after the backup was made is erased in what is restored, also in every byte of the keys', () =>
  withEngine(async (engine, folder) => {
    for (const person of ['anna', 'ben', 'carl']) await engine.keys.ensure(person);
    await engine.keys.destroy('carl');
    await backupFolder(engine, join(folder, 'backup'));
    const wrapped = new DatabaseSync(join(folder, 'data/keys.db'), { readOnly: true });
    const bytes = wrapped.prepare("SELECT wrapped FROM keys WHERE person = 'anna'").get()?.['wrapped'];
    wrapped.close();
    for (const file of ['backup', 'restored']) {
      if (file === 'restored') {
        const { erased } = await restoreFolder(join(folder, 'backup'), join(folder, file), {
          erased: ['anna', 'carl', 'dora'],
        });
        equal(erased, 2);
      }
      const found = readFileSync(join(folder, file, 'keys.db')).includes(bytes as Uint8Array);
      equal(found, file === 'backup');
    }
    deepEqual(erasedIn(join(folder, 'restored')), ['anna', 'carl', 'dora']);
    deepEqual(erasedIn(join(folder, 'backup')), ['carl']);
    deepEqual(
      readdirSync(join(folder, 'backup')).filter((name) => name.startsWith('keys')),
      ['keys.db'],
    );
    const again = await embeddedEngine({ folder: join(folder, 'restored'), partitions: 4 });
    equal(await again.keys.ensure('anna'), 'erased');
    ok((await again.keys.key('ben')) instanceof Uint8Array);
    await again.close();
  }));

it('TE5: only an empty place is restored into; another one is told in a sentence', () =>
  withEngine(async (engine, folder) => {
    const backup = join(folder, 'backup');
    await backupFolder(engine, backup);
    await rejects(restoreFolder(backup, join(folder, 'data')), /is not empty/);
    writeFileSync(join(folder, 'file'), '');
    await rejects(restoreFolder(backup, join(folder, 'file')), /file is a file\. Restore into a folder/);
    await rejects(
      restoreFolder(backup, join(folder, 'file', 'below')),
      /cannot be copied to .*below \(E\w+\)\. Restore into another folder/,
    );
    await rejects(restoreFolder(backup, join(backup, 'inside')), /inside lies in the backup/);
    throws(() => erasedIn(join(folder, 'data', 'views')), /views holds no keys\.db/);
    await rejects(embeddedEngine({ folder: join(folder, 'file') }), /data folder .*file cannot be made/);
    mkdirSync(join(folder, 'empty'));
    await restoreFolder(backup, join(folder, 'empty'));
    await restoreFolder(backup, join(folder, 'not', 'there', 'yet'));
  }));

function flip(path: string): void {
  const bytes = readFileSync(path);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}
