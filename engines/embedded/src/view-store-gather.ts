import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '@touchline/kernel';
import type { ViewCommit } from '@touchline/kernel/ports';

export interface Gathering {
  /** How long commits may share one transaction of SQLite. 0: each has its own. */
  readonly gatherMs: number;
  readonly clock: Pick<Clock, 'after'>;
}

/** Rows in one transaction of SQLite; the commits they came with are kept in memory until it ends. */
const rowsMax = 5000;

/**
 * Lets commits that follow each other closely share one transaction of SQLite, so that a page they all touch is written
 * once and not once each. Rows are derived and not fsynced: what a crash takes with it is folded again, rows and cursor
 * together. Reads use the same connection and see every commit at once.
 *
 * When SQLite cannot end the transaction it drops all of it. The commits, still in memory, are then applied again, and
 * new ones are refused until the transaction can end.
 */
export function gatheredCommits(
  database: DatabaseSync,
  apply: (commit: ViewCommit) => void,
  { gatherMs, clock }: Gathering,
) {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  let held: ViewCommit[] = [];
  let heldRows = 0;
  let stuck = false;
  let cancel: (() => void) | undefined;

  /** Ends the open transaction, if there is one. Throws when SQLite cannot. */
  function settle(): void {
    cancel?.();
    cancel = undefined;
    if (held.length === 0) return;
    try {
      end.get();
    } catch (error) {
      stuck = true;
      applyHeld();
      throw error;
    }
    held = [];
    heldRows = 0;
    stuck = false;
  }

  function applyHeld(): void {
    if (database.isTransaction) database.exec('ROLLBACK');
    if (held.length === 0) return;
    begin.get();
    for (const commit of held) apply(commit);
    settleLater();
  }

  function settleLater(): void {
    cancel ??= clock.after(gatherMs, () => {
      cancel = undefined;
      if (!database.isOpen) return;
      try {
        settle();
      } catch {
        // Whoever commits next tries again, and is told.
      }
    });
  }

  /** Work of its own kind, alone in a transaction. */
  function atomically(work: () => void): void {
    settle();
    begin.get();
    try {
      work();
      end.get();
    } catch (error) {
      // SQLite has rolled back by itself after some errors.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  function join(commit: ViewCommit): void {
    if (stuck) settle();
    if (held.length === 0) begin.get();
    try {
      apply(commit);
    } catch (error) {
      applyHeld(); // Without this one. Seldom, so that the many need no savepoint, which copies every page they touch.
      throw error;
    }
    held.push(commit);
    heldRows += commit.changes.reduce((rows, change) => rows + change.rows.length, 1);
    if (heldRows < rowsMax) return settleLater();
    try {
      settle();
    } catch (error) {
      held.pop(); // Refused, so it must not come back with the others.
      applyHeld();
      throw error;
    }
  }

  /** Before the file is closed: what cannot be ended is dropped, and folded again at the next start. */
  function settleOrDrop(): void {
    try {
      settle();
    } catch {
      cancel?.();
      if (database.isTransaction) database.exec('ROLLBACK');
    }
  }

  return {
    settleOrDrop,
    atomically,
    commit: gatherMs === 0 ? (commit: ViewCommit) => atomically(() => apply(commit)) : join,
  };
}
