import { Fault, systemClock, type Clock } from '@touchline/kernel';
import { viewLimits, type ParkedEvent, type ViewStore, type ViewTable } from '@touchline/kernel/ports';
import { checkCount, checkLength, checkName, checkTable, refused } from '@touchline/kernel/engine';
import { viewCommits } from './view-store-commit.ts';
import { isDamage } from './sqlite.ts';
import { viewFault } from './view-store-fault.ts';
import { openViewFile, type ViewFileOptions } from './view-store-file.ts';
import type { Durable } from './view-store-gather.ts';
import { dropSchema, openTable, tableSchema, type OpenTable } from './view-store-table.ts';

export interface ViewStoreOptions extends ViewFileOptions {
  readonly clock?: Pick<Clock, 'turn' | 'after'>;
  /** How long commits may share one transaction of SQLite. Default 0: each has its own. */
  readonly gatherMs?: number;
  /** Opens the file. Default: as one that is derived, and may be started empty. */
  readonly openFile?: typeof openViewFile;
  /** Of a file that must not lose anything. Default: one that is derived. */
  readonly durable?: Durable;
}

/**
 * The derived storage of one service in one SQLite file. Not fsynced: what a power cut may have damaged is emptied at
 * the next start and built again from the log.
 */
export async function sqliteViewStore(
  path: string,
  options: ViewStoreOptions = {},
): Promise<ViewStore & { settle(): void }> {
  const { clock = systemClock, gatherMs = 0, openFile = openViewFile, durable } = options;
  const file = openFile(path, options);
  const { database } = file;
  const tables = new Map<string, OpenTable>();
  let closed = false;
  const opened = (id: string): OpenTable => {
    if (closed) throw new Fault('closed', 'The view store is closed.', { retryable: false });
    const found = tables.get(id);
    if (!found) throw refused(`The view table ${id} is not open.`);
    return found;
  };
  /** Every failure leaves as a `Fault`; damage found on the way is remembered for the next start. */
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      if (isDamage(error)) file.distrust();
      throw viewFault(error, path);
    }
  };
  const begin = () => {
    try {
      return guarded(() => viewCommits(database, tables, opened, { gatherMs, clock, durable }));
    } catch (error) {
      file.close();
      throw error;
    }
  };
  const commits = begin();
  /** The table as SQLite has it, with all that was committed. */
  const shown = (table: ViewTable): OpenTable => {
    const found = opened(table.id);
    commits.show(table.id);
    return found;
  };
  const findDocument = database.prepare('SELECT json FROM documents WHERE name = ?');
  const documentOf = (name: string): string | undefined => {
    const found = findDocument.get(name);
    return found && String(found['json']);
  };
  const declaredAs = database.prepare('SELECT declared FROM tables WHERE id = ?');

  return {
    /** Ends the transaction that commits share. */
    settle: () => guarded(() => commits.settle()),
    exclusive: true,
    open: async (table) =>
      guarded(() => {
        checkTable(table);
        const declared = JSON.stringify({ indexes: table.indexes, search: table.search });
        const before = declaredAs.get(table.id)?.['declared'];
        if (before === undefined)
          commits.atomically(() => {
            database.exec(tableSchema(table));
            database.prepare('INSERT INTO tables VALUES (?, ?)').get(table.id, declared);
          });
        else if (before !== declared)
          throw refused(
            `The view table ${table.id} was made as ${String(before)} and is now declared as ${declared}. Raise the view's version.`,
          );
        if (!tables.has(table.id)) tables.set(table.id, openTable(database, table));
      }),
    drop: async (table) => {
      guarded(() => {
        checkTable(table);
        commits.atomically(() => {
          tables.delete(table.id);
          database.exec(dropSchema(table));
          database.prepare('DELETE FROM tables WHERE id = ?').get(table.id);
        });
      });
      await shrink();
    },
    read: (table, keys) =>
      guarded(() => {
        checkCount(keys.length, 0, viewLimits.readKeysMax, 'The number of keys');
        return readRows(opened(table.id), (key) => commits.row(table.id, key), keys);
      }),
    range: (table, read) =>
      guarded(() => {
        checkCount(read.limit, 1, viewLimits.rangeMax, 'The limit of a range');
        return shown(table).range(read);
      }),
    search: (table, words, limit, offset) =>
      guarded(() => {
        checkCount(limit, 1, viewLimits.searchMax, 'The limit of a search');
        checkCount(offset, 0, viewLimits.searchOffsetMax, 'The offset of a search');
        return shown(table).search(words, limit, offset);
      }),
    scan: (table, after, limit) =>
      guarded(() => {
        checkCount(limit, 1, viewLimits.rangeMax, 'The limit of a scan');
        return shown(table).scan(after, limit);
      }),
    count: (table) => guarded(() => shown(table).count()),
    commit: async (commit) => guarded(() => commits.commit(commit)),
    lastCommit: async (consumer) => guarded(() => commits.lastCommits.get(consumer)),
    cursors: async (consumer, partitions) =>
      guarded(() => {
        const positions = Array.from({ length: partitions }, () => 0);
        for (const row of database
          .prepare('SELECT partition, position FROM cursors WHERE consumer = ?')
          .all(consumer))
          if (Number(row['partition']) < partitions)
            positions[Number(row['partition'])] = Number(row['position']);
        return positions;
      }),
    resetCursors: async (consumer) =>
      guarded(() => {
        commits.atomically(() => {
          database.prepare('DELETE FROM cursors WHERE consumer = ?').get(consumer);
          database.prepare('DELETE FROM last_commits WHERE consumer = ?').get(consumer);
          database.prepare('DELETE FROM parked WHERE consumer = ?').get(consumer);
        });
        commits.lastCommits.delete(consumer);
      }),
    parked: async (consumer, limit = viewLimits.parkedMax) =>
      guarded(() => {
        checkCount(limit, 1, viewLimits.parkedMax, 'The limit of parked events');
        const rows = database
          .prepare(
            'SELECT * FROM parked WHERE ?1 IS NULL OR consumer = ?1 ORDER BY consumer, partition, position LIMIT ?2',
          )
          .all(consumer ?? null, limit);
        return rows.map((row) => ({ ...row }) as unknown as ParkedEvent);
      }),
    document: async (name) => guarded(() => documentOf(name)),
    putDocument: async (name, json, only) =>
      guarded(() => {
        checkName(name, "document's name");
        if (json !== undefined) checkLength(json, viewLimits.documentLengthMax, `The document ${name}`);
        commits.atomically(() => {
          if (only && only.was !== documentOf(name))
            throw new Fault('contention', `The document ${name} was changed meanwhile; read it again.`);
          if (json === undefined) database.prepare('DELETE FROM documents WHERE name = ?').get(name);
          else database.prepare('INSERT OR REPLACE INTO documents VALUES (?, ?)').get(name, json);
        });
      }),
    close: async () =>
      guarded(() => {
        try {
          if (database.isOpen) commits.settleOrDrop();
        } catch (error) {
          file.distrust(); // Whatever is in the file, it is not all that was committed.
          throw error;
        } finally {
          file.close();
          closed = true;
        }
      }),
  };

  /** Gives the space of dropped tables back, in slices between other work. */
  async function shrink(): Promise<void> {
    const free = database.prepare('PRAGMA freelist_count');
    for (let left = Infinity; database.isOpen; await clock.turn()) {
      const pages = guarded(() => Number(free.get()?.['freelist_count']));
      if (pages === 0 || pages >= left) return;
      left = pages;
      guarded(() => database.exec('PRAGMA incremental_vacuum(200)'));
    }
  }
}

/** What is pending comes before what is written. */
function readRows(
  table: OpenTable,
  pending: (key: string) => string | null | undefined,
  keys: readonly string[],
): (string | undefined)[] {
  const found = keys.map(pending);
  const missing = keys.filter((_key, at) => found[at] === undefined);
  if (missing.length === 0) return found.map((row) => row ?? undefined);
  const written = table.read(missing);
  let next = 0;
  return found.map((row) => (row === undefined ? written[next++] : (row ?? undefined)));
}
