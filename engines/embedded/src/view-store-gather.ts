import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '@touchline/kernel';
import type { RowChange, ViewCommit } from '@touchline/kernel/ports';
import { pendingRows, type PendingRows } from './view-store-pending.ts';

export interface Gathering {
  /** How long commits may share one transaction of SQLite. 0: each has its own. */
  readonly gatherMs: number;
  readonly clock: Pick<Clock, 'after' | 'turn'>;
  /** Of a file that must not lose anything. */
  readonly durable?: Durable | undefined;
}

export interface Durable {
  /** Throws when the disk has failed before: nothing is tried again then. */
  check(): void;
  /** What to throw for this error; remembers when it was the disk. */
  failed(error: unknown): unknown;
  /** After a transaction has ended. */
  moveWal(): void;
}

/** How a commit is written, inside a transaction. */
export interface Writing {
  rows(table: string, changes: readonly RowChange[]): void;
  /** Cursor, epoch, parked events. */
  bookkeeping(commit: ViewCommit): void;
  /** Told when a transaction did not end. */
  rolledBack(): void;
}

const limits = {
  /** Rows that are written in one go, between other work. */
  slice: 500,
  /** Rows after which a transaction of SQLite ends. */
  transaction: 10_000,
  /** Rows in memory; a commit beyond them has to wait until they are written. */
  pending: 50_000,
};

/**
 * Lets commits that follow each other closely share one transaction of SQLite, and keeps their rows in memory until many
 * can be written together: a row that changes often is written once, and a page that many touch, too. Rows are derived
 * and not fsynced: what a crash takes with it is folded again, rows and cursor together.
 *
 * Whoever reads rows by key looks here first; before a range is read, `show` writes what the table lacks.
 *
 * When SQLite cannot write or end the transaction it drops all of it. The commits, still in memory, are then pending
 * again, and new ones are refused until the transaction can end.
 */
export function gatheredCommits(
  database: DatabaseSync,
  write: Writing,
  { gatherMs, clock, durable }: Gathering,
) {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  const tables = new Map<string, PendingRows>();
  let held: ViewCommit[] = [];
  let heldRows = 0;
  let pending = 0;
  /** SQLite refused the last time. */
  let stuck = false;
  /** The open transaction is to end as soon as nothing is pending. */
  let due = false;
  let working = false;
  /** A read has tried to end the transaction in this turn. */
  let lookedForSpace = false;
  let cancel: (() => void) | undefined;

  function pend(commit: ViewCommit): void {
    for (const { table, rows } of commit.changes) {
      let waiting = tables.get(table.id);
      if (!waiting) tables.set(table.id, (waiting = pendingRows()));
      pending -= waiting.size;
      waiting.add(rows);
      pending += waiting.size;
    }
  }

  const failed = (error: unknown): unknown => (durable ? durable.failed(error) : error);

  function moveWal(): void {
    try {
      durable?.moveWal();
    } catch (error) {
      throw failed(error);
    }
  }

  function rollBack(): void {
    // SQLite has rolled back by itself after some errors.
    if (database.isTransaction) database.exec('ROLLBACK');
    write.rolledBack();
  }

  /** Everything accepted since the last transaction ended is to be written again. */
  function pendAgain(): void {
    stuck = true;
    rollBack();
    tables.clear();
    pending = 0;
    for (const commit of held) pend(commit);
    if (held.length === 0) return;
    begin.get();
    try {
      for (const commit of held) write.bookkeeping(commit);
    } catch (error) {
      rollBack(); // Half of it would end with rows that are ahead of their cursors.
      throw error;
    }
  }

  /** Without a savepoint, which would copy every page that is touched: what was half done is done again. */
  function flush(table: string, waiting: PendingRows, limit: number): void {
    const changes = waiting.next(limit);
    try {
      write.rows(table, changes);
    } catch (error) {
      stuck = true;
      if (!database.isTransaction) pendAgain(); // SQLite has rolled back by itself, as it does after some errors.
      throw failed(error);
    }
    waiting.drop(changes);
    pending -= changes.length;
  }

  function flushAll(): void {
    for (const [table, waiting] of tables) if (waiting.size > 0) flush(table, waiting, Infinity);
  }

  /** Writes what is pending and ends the open transaction, if there is one. Throws when SQLite cannot. */
  function settle(): void {
    cancel?.();
    cancel = undefined;
    if (held.length === 0) return;
    durable?.check();
    if (!database.isTransaction) pendAgain();
    flushAll();
    try {
      end.get();
    } catch (error) {
      const told = failed(error);
      pendAgain();
      throw told;
    }
    held = [];
    heldRows = 0;
    stuck = false;
    due = false;
    moveWal();
  }

  /** When it fails, it is tried again later, or by whoever commits next and is told. */
  function tried(writing: () => void): void {
    try {
      writing();
    } catch {
      settleLater();
    }
  }

  function settleLater(): void {
    cancel ??= clock.after(gatherMs, () => {
      cancel = undefined;
      due = true;
      if (database.isOpen) tried(pending > limits.slice ? work : settle);
    });
  }

  /** Writes what is pending in slices, one a turn. */
  function work(): void {
    if (working) return;
    working = true;
    void clock.turn().then(slice);
  }

  function slice(): void {
    working = false;
    if (!database.isOpen || held.length === 0 || stuck) return;
    tried(() => {
      const [table, waiting] = tables.entries().find(([, { size }]) => size > 0) ?? [];
      // A share of them, so that writing keeps up with whoever commits in every turn.
      if (table !== undefined && waiting) flush(table, waiting, Math.max(limits.slice, waiting.size >> 2));
      if (due && pending <= limits.slice) settle();
      else if (pending > 0) work();
    });
  }

  /** Work of its own kind, alone in a transaction. */
  function atomically(alone: () => void): void {
    durable?.check();
    settle();
    begin.get();
    try {
      alone();
      end.get();
    } catch (error) {
      rollBack();
      throw failed(error);
    }
    moveWal();
  }

  function join(commit: ViewCommit, rows: number): void {
    durable?.check();
    if (stuck || pending + rows > limits.pending) settle();
    if (held.length === 0) begin.get();
    else if (!database.isTransaction) pendAgain(); // SQLite has rolled back by itself, at other work in between.
    try {
      write.bookkeeping(commit);
    } catch (error) {
      const told = failed(error);
      pendAgain(); // Without this one.
      throw told;
    }
    held.push(commit);
    heldRows += rows + 1;
    pend(commit);
    if (heldRows >= limits.transaction) due = true;
    if (due || pending >= limits.slice) work();
    settleLater();
  }

  return {
    settle,
    atomically,

    commit(commit: ViewCommit, rows: number): void {
      if (gatherMs > 0) return join(commit, rows);
      atomically(() => {
        for (const { table, rows: changes } of commit.changes) {
          const last = pendingRows();
          last.add(changes);
          write.rows(table.id, last.next(Infinity));
        }
        write.bookkeeping(commit);
      });
    },

    /** A row that is accepted and not written: its text, `null` when it was removed. */
    row: (table: string, key: string): string | null | undefined => tables.get(table)?.row(key),

    /** Makes SQLite's tables show all rows of a table; when there is no space, those that it has are what is shown. */
    show(table: string): void {
      const waiting = tables.get(table);
      if (!waiting || waiting.size === 0) return;
      if (!stuck) return tried(() => flush(table, waiting, Infinity));
      if (lookedForSpace) return;
      lookedForSpace = true;
      void clock.turn().then(() => (lookedForSpace = false));
      tried(settle);
    },

    /** Before the file is closed: what cannot be ended is dropped, and folded again at the next start. */
    settleOrDrop(): void {
      try {
        settle();
      } catch {
        cancel?.();
        rollBack();
      }
    },
  };
}
