import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { answerWith } from '../processes/answer-with.ts';

const batchMax = 1000;

interface Reaction {
  readonly post: string;
  readonly person: string;
}

/** Reads the kudos from the log, folds them and upserts a row each: node:sqlite alone. */
answerWith(async ({ folder }: { folder: string }) => {
  const log = new DatabaseSync(join(folder, 'log.db'), { readOnly: true });
  const db = new DatabaseSync(join(folder, 'bare.db'));
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    CREATE TABLE rows (key TEXT PRIMARY KEY, row TEXT NOT NULL) WITHOUT ROWID`);
  const kudosGiven = log.prepare("SELECT id FROM types WHERE name = 'KudosGiven'").get()?.['id'] ?? 0;
  const read = log.prepare('SELECT seq, data FROM events WHERE seq > ? AND type = ? ORDER BY seq LIMIT ?');
  const find = db.prepare('SELECT row FROM rows WHERE key = ?');
  const upsert = db.prepare(
    'INSERT INTO rows VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET row = excluded.row',
  );
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  let after = 0;
  let folded = 0;
  for (;;) {
    const events = read.all(after, Number(kudosGiven), batchMax);
    const rows = new Map<string, object>();
    for (const { data } of events) {
      const { post, person } = JSON.parse(String(data)) as Reaction;
      const key = `${person}.${post}`;
      const before = rows.get(key) ?? find.get(key);
      rows.set(key, {
        ...(before && 'row' in before ? (JSON.parse(String(before.row)) as object) : before),
        kudos: true,
      });
    }
    db.exec('BEGIN');
    for (const [key, row] of rows) upsert.run(key, JSON.stringify(row));
    db.exec('COMMIT');
    folded += events.length;
    if (events.length < batchMax) break;
    after = Number(events.at(-1)?.['seq']);
  }
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  db.close();
  log.close();
  return { seconds, cpuSeconds: (user + system) / 1e6, folded };
});
