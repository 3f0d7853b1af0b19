import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '@touchline/kernel';
import { viewLimits, type RowChange, type ViewCommit } from '@touchline/kernel/ports';
import { checkCount, checkName } from '@touchline/kernel/engine';
import { gatheredCommits, type Gathering } from './view-store-gather.ts';
import type { OpenTable } from './view-store-table.ts';

/**
 * The write side of a view store: a commit is all or nothing (VW21), and refused before anything is done (VW33).
 * Here and in the tables statements are stepped by `get`: `run` also fetches the last rowid, and FTS5's own tables take
 * that beyond the whole numbers of JavaScript, so that a write which was done would throw.
 */
export function viewCommits(
  database: DatabaseSync,
  tables: ReadonlyMap<string, OpenTable>,
  opened: (table: string) => OpenTable,
  gathering: Gathering,
) {
  const setCursor = database.prepare(
    'INSERT INTO cursors VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET position = excluded.position',
  );
  const setEpoch = database.prepare(
    'INSERT INTO epochs VALUES (?, ?) ON CONFLICT DO UPDATE SET epoch = excluded.epoch',
  );
  const park = database.prepare('INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const unpark = database.prepare('DELETE FROM parked WHERE consumer = ? AND partition = ? AND position = ?');
  const setLast = database.prepare(
    'INSERT INTO last_commits VALUES (?, ?) ON CONFLICT DO UPDATE SET id = excluded.id',
  );
  const epochs = new Map<string, number>();
  for (const row of database.prepare('SELECT consumer, epoch FROM epochs').all())
    epochs.set(String(row['consumer']), Number(row['epoch']));
  const lastCommits = new Map<string, string>();
  for (const row of database.prepare('SELECT consumer, id FROM last_commits').all())
    lastCommits.set(String(row['consumer']), String(row['id']));

  const bookkeeping = ({
    consumer,
    turn,
    cursor,
    epoch,
    park: parked = [],
    unpark: unparked = [],
  }: ViewCommit): void => {
    for (const { partition, position } of unparked) unpark.get(consumer, partition, position);
    for (const { partition, position, sequence, type, stream, error, attempts, at } of parked) {
      const why = error.slice(0, viewLimits.errorLengthMax);
      park.get(consumer, partition, position, sequence, type, stream, why, attempts, at);
    }
    if (turn) setLast.get(consumer, turn.id);
    if (cursor) setCursor.get(consumer, cursor.partition, cursor.position);
    if (epoch !== undefined && epoch > (epochs.get(consumer) ?? 0)) setEpoch.get(consumer, epoch);
  };
  const rolledBack = (): void => {
    for (const table of tables.values()) table.rolledBack();
  };
  const rows = (table: string, changes: readonly RowChange[]): void => opened(table).apply(changes);
  const { commit: join, ...gathered } = gatheredCommits(
    database,
    { rows, bookkeeping, rolledBack },
    gathering,
  );

  return {
    ...gathered,
    lastCommits,
    commit(commit: ViewCommit): void {
      const { consumer, epoch, turn } = commit;
      const known = epochs.get(consumer) ?? 0;
      // VW26: who lost the lease must not write.
      if (epoch !== undefined && epoch < known)
        throw new Fault(
          'contention',
          `${consumer} is owned by a newer process (epoch ${known}, not ${epoch}).`,
        );
      const last = lastCommits.get(consumer);
      if (turn && turn.after !== last)
        throw new Fault(
          'contention',
          `The last commit of ${consumer} is ${last}, not ${turn.after}: another has written.`,
        );
      let count = 0;
      for (const { table, rows: changed } of commit.changes) {
        count += changed.length;
        opened(table.id).check(changed);
      }
      checkCount(count, 0, viewLimits.commitRowsMax, 'The number of rows in a commit');
      for (const { sequence } of commit.park ?? []) checkName(sequence, 'sequence');
      join(commit, count);
      if (epoch !== undefined) epochs.set(consumer, epoch);
      if (turn) lastCommits.set(consumer, turn.id);
    },
  };
}
