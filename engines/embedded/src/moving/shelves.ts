import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { compareKeys, shelves, type FillableShelves, type ReadableShelves, type ShelfName, type ShelfRow } from '@touchline/kernel/moving'; // prettier-ignore
import { arrays, type ArrayStatement } from '../sqlite.ts';
import { shelfTables, type ShelfFile } from './shelf-tables.ts';
import { writeFirmly } from './write-firmly.ts';
import { writing } from './writing.ts';

export interface ShelfFiles {
  readonly databases: Readonly<Record<ShelfFile, DatabaseSync>>;
  /** The folder of the secrets. */
  readonly secrets: string;
}

/** The master key is not among what is moved: it is given. */
const masterName = 'master';

export function readableShelves({ databases, secrets }: ShelfFiles): ReadableShelves {
  const statements = new Map<string, ArrayStatement<ShelfRow>>();
  const rows = (
    shelf: Exclude<ShelfName, 'secrets'>,
    after: ShelfRow | undefined,
    limit: number,
  ): ShelfRow[] => {
    const { file, from, columns } = shelfTables[shelf];
    const key = shelves[shelf].key.join();
    const marks = shelves[shelf].key.map(() => '?').join();
    const name = `${shelf} ${after === undefined}`;
    let statement = statements.get(name);
    if (!statement) {
      const behind = after === undefined ? '' : `WHERE (${key}) > (${marks})`;
      const text = `SELECT ${columns.join()} FROM ${from} ${behind} ORDER BY ${key} LIMIT ?`;
      statements.set(name, (statement = arrays<ShelfRow>(databases[file], text)));
    }
    return statement.all(...(after ?? []), limit);
  };
  return {
    rows: async (shelf, after, limit) =>
      shelf === 'secrets'
        ? secretRows(secrets)
            .filter((row) => after === undefined || compareKeys(row.slice(0, 1), after) > 0)
            .slice(0, limit)
        : rows(shelf, after, limit),
  };
}

export function fillableShelves(
  files: ShelfFiles & { readonly paths: Readonly<Record<ShelfFile, string>> },
): FillableShelves {
  const { databases, paths, secrets } = files;
  return {
    ...readableShelves(files),
    async change(shelf, { put, remove }) {
      if (shelf === 'secrets') {
        for (const [name] of remove) rmSync(join(secrets, `${String(name)}.key`), { force: true });
        for (const [name, bytes] of put)
          writeFirmly(join(secrets, `${String(name)}.key`), Buffer.from(String(bytes), 'hex'));
        return;
      }
      const { file, ...table } = shelfTables[shelf];
      const db = databases[file];
      const [removing, putting] = [db.prepare(table.remove), db.prepare(table.put)];
      writing(db, paths[file], () => {
        for (const key of remove) removing.run(...key);
        for (const row of put) putting.run(...row);
      });
    },
  };
}

function secretRows(folder: string): ShelfRow[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.key') && name !== `${masterName}.key`)
    .map((name): ShelfRow => [name.slice(0, -4), readFileSync(join(folder, name)).toString('hex')])
    .toSorted(compareKeys);
}
