import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { QueuedMessage } from '@touchline/kernel/ports';

/** The statements of a queue. Their meaning is in `queue.ts`; here is only SQL. */
export function queueStatements(database: DatabaseSync) {
  const run = (sql: string) => database.prepare(sql);
  const all = <T>(sql: string) => {
    const statement = database.prepare(sql);
    return (...values: SQLInputValue[]): T[] => statement.all(...values) as T[];
  };
  const known = all<object>(
    'SELECT 1 FROM messages WHERE id = ?1 UNION ALL SELECT 1 FROM dead WHERE id = ?1 UNION ALL SELECT 1 FROM finished WHERE id = ?1',
  );
  const open = all<{ seq: number; key: string; attempts: number }>(
    'SELECT seq, key, attempts FROM messages WHERE id = ?',
  );
  const time = all<{ at: number | null }>('SELECT max(at) AS at FROM time');
  const noEarlier = 'NOT EXISTS (SELECT 1 FROM messages e WHERE e.key = ?2)';
  return {
    knows: (id: string): boolean => known(id).length > 0,
    open: (id: string) => open(id)[0],
    lastTime: (): number => time()[0]?.at ?? 0,
    setTime: run('INSERT INTO time VALUES (1, ?) ON CONFLICT DO UPDATE SET at = excluded.at'),
    insert: run(
      `INSERT INTO messages (id, key, kind, body, head, hidden_until) VALUES (?1, ?2, ?3, ?4, ${noEarlier}, ?5)`,
    ),
    heads: all<QueuedMessage & { seq: number }>(
      `SELECT seq, id, key, kind, body, attempts FROM messages WHERE head = 1 AND hidden_until <= ?
       ORDER BY hidden_until, seq LIMIT ?`,
    ),
    hide: run('UPDATE messages SET hidden_until = ?, attempts = attempts + 1, leased = 1 WHERE seq = ?'),
    delay: run('UPDATE messages SET hidden_until = ?, error = ?, leased = 0 WHERE seq = ?'),
    remove: run('DELETE FROM messages WHERE seq = ?'),
    promote: run('UPDATE messages SET head = 1 WHERE seq = (SELECT min(seq) FROM messages WHERE key = ?)'),
    remember: run('INSERT INTO finished (id, at) VALUES (?, ?)'),
    // The oldest come first, so a bounded look at them is enough.
    forget: run(
      'DELETE FROM finished WHERE seq IN (SELECT seq FROM finished ORDER BY seq LIMIT 10) AND at < ?',
    ),
    bury: run(
      `INSERT INTO dead (id, key, kind, body, attempts, error, died_at)
       SELECT id, key, kind, body, attempts, ?, ? FROM messages WHERE seq = ?`,
    ),
    dead: all<QueuedMessage & { error: string }>(
      'SELECT id, key, kind, body, attempts, error FROM dead ORDER BY seq LIMIT ?',
    ),
    revive: run(
      `INSERT INTO messages (id, key, kind, body, head, hidden_until)
       SELECT id, key, kind, body, NOT EXISTS (SELECT 1 FROM messages e WHERE e.key = dead.key), ?1 FROM dead WHERE id = ?2`,
    ),
    unbury: run('DELETE FROM dead WHERE id = ?'),
  };
}
