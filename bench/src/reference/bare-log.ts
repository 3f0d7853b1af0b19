import { hash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { dataOf } from '../tasks/append-question.ts';

/** `wide`: the columns of an event. `safe`: and a table of command ids, and a chain of SHA-256. */
export type BareForm = 'wide' | 'safe';

/** node:sqlite and nothing else: what stands between `begin` and `commit` is on disk after it. */
export interface BareLog {
  begin(): void;
  add(id: string): void;
  commit(): void;
  close(): void;
}

export function bareLog(folder: string, form: BareForm): BareLog {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, 'bare.db'));
  db.exec(
    `PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768`,
  );
  const add = { wide, safe }[form](db);
  const [begin, end] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  return {
    begin: () => void begin.run(),
    add,
    commit: () => void end.run(),
    close: () => db.close(),
  };
}

type Add = (id: string) => void;

const command = new Uint8Array(36).fill(7);

/** What an event has: also when, by whom, a checksum of 18 bytes and a command of 36, which are not computed here. */
function columns(db: DatabaseSync): StatementSync {
  db.exec(`CREATE TABLE events (position INTEGER PRIMARY KEY, type INTEGER NOT NULL, version INTEGER NOT NULL,
    at INTEGER NOT NULL, crc INTEGER NOT NULL, stream TEXT NOT NULL, actor TEXT, checksum BLOB NOT NULL, meta TEXT,
    command BLOB, data TEXT NOT NULL); CREATE UNIQUE INDEX streams ON events (stream, version)`);
  return db.prepare('INSERT INTO events VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
}

function wide(db: DatabaseSync): Add {
  const insert = columns(db);
  const checksum = command.subarray(0, 18);
  return (id) =>
    void insert.run(1, 1, Date.now(), 12_345_678, `post-${id}`, id, checksum, null, command, dataOf(id));
}

function safe(db: DatabaseSync): Add {
  const insert = columns(db);
  db.exec('CREATE TABLE commands (id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID');
  const claim = db.prepare('INSERT INTO commands VALUES (?, ?) ON CONFLICT DO NOTHING');
  let last: Buffer = Buffer.alloc(32);
  return (id) => {
    const commandId = hash('sha256', id, 'base64url'); // Clients choose their ids, so they come in no order.
    if (claim.run(commandId, `f-${id}`).changes === 0) throw new Error(`${id} was used before.`);
    const [stream, data, at] = [`post-${id}`, dataOf(id), Date.now()];
    const fields = [last.toString('base64url'), stream, 1, 'PostPublished', at, id, commandId, data];
    last = hash('sha256', JSON.stringify(fields), 'buffer');
    insert.run(1, 1, at, 12_345_678, stream, id, last.subarray(0, 18), null, command, data);
  };
}
