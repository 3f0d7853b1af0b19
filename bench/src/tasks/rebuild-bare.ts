import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { answerWith } from '../processes/answer-with.ts';

/** Events folded in memory before their rows are written: the best of 1,000, 10,000, 50,000 and 100,000. */
const batchMax = 50_000;

// What the log has in the place of an id that is beside it in the row.
const actorMark = '\u0001';
const streamMark = '\u0002';
const streamMarkToo = '\u0003';

interface Reaction {
  readonly post: string;
  readonly person: string;
}

export interface BareRebuilt {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly folded: number;
}

/**
 * What a rebuild must do at least, with node:sqlite alone: the kudos are read from the log in order, folded in memory a
 * batch at a time, and upserted in the order of their keys, without fsync. With `lookUp` the rows before are read first,
 * as a fold must; here there are none, so leaving that out gives the same rows, and a lower bound.
 */
answerWith(async ({ folder, lookUp }: { folder: string; lookUp: boolean }): Promise<BareRebuilt> => {
  const log = new DatabaseSync(join(folder, 'log.db'), { readOnly: true });
  const db = new DatabaseSync(join(folder, `bare-${lookUp}.db`));
  db.exec(`PRAGMA page_size = 8192; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF; PRAGMA cache_size = -16384; PRAGMA mmap_size = ${2 ** 31};
    CREATE TABLE rows (key TEXT PRIMARY KEY, row TEXT NOT NULL) WITHOUT ROWID`);
  const kudosGiven = log.prepare("SELECT id FROM types WHERE name = 'KudosGiven'").get()?.['id'] ?? 0;
  const read = log.prepare(
    'SELECT seq, data, stream, actor FROM events WHERE seq > ? AND type = ? ORDER BY seq LIMIT ?',
  );
  const find = db.prepare('SELECT row FROM rows WHERE key = ?');
  for (const statement of [read, find]) statement.setReturnArrays(true);
  const upsert = db.prepare(
    'INSERT INTO rows VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET row = excluded.row',
  );
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  let after = 0;
  let folded = 0;
  for (;;) {
    const events = read.all(after, Number(kudosGiven), batchMax) as unknown as [
      number,
      string,
      string,
      string | null,
    ][];
    const given = new Set<string>();
    for (const [, data, stream, actor] of events) {
      const [first = '', second = ''] = stream.slice('kudos-'.length).split('.');
      const ids = data
        .replace(streamMark, first)
        .replace(streamMarkToo, second)
        .replace(actorMark, actor ?? '');
      const { post, person } = JSON.parse(ids) as Reaction;
      given.add(`${person}.${post}`);
    }
    const rows: [string, string][] = [];
    for (const key of [...given].toSorted()) {
      const [before] = (lookUp ? (find.get(key) as unknown as [string] | undefined) : undefined) ?? [];
      const row = before === undefined ? {} : (JSON.parse(before) as object);
      rows.push([key, JSON.stringify({ ...row, kudos: true })]);
    }
    db.exec('BEGIN');
    for (const [key, row] of rows) upsert.get(key, row);
    db.exec('COMMIT');
    folded += events.length;
    if (events.length < batchMax) break;
    after = events.at(-1)?.[0] ?? after;
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  db.close();
  log.close();
  return { seconds, cpuSeconds: (user + system) / 1e6, folded };
});
