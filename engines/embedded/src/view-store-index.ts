import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { IndexedRow, IndexEntry, RangeRead, RowChange, ViewTable } from '@touchline/kernel/ports';
import { recentMap, refused, type RecentMap } from '@touchline/kernel/engine';
import { arrays, type ArrayStatement } from './sqlite.ts';
import { inserts } from './inserts.ts';
import { later } from './later.ts';

/** The ordered indexes of one table. */
export interface RowIndex {
  range(read: RangeRead): IndexedRow[];
  /** Throws when there is no such index. */
  numberOf(index: string): number;
  /** The entries that changes add. */
  enter(changes: readonly RowChange[]): void;
  leave(entry: IndexEntry, key: string): void;
  /** To be called when a transaction was rolled back: a group that was new in it is not there any more. */
  forget(): void;
}

/**
 * An entry holds the number of its group, not its name: most groups are ids, with many entries each.
 * `by` has no type, so that numbers order as numbers, before all strings (VW22).
 */
export const indexSchema = (id: string): string =>
  `CREATE TABLE groups_${id} (grp INTEGER PRIMARY KEY, ix INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (name, ix));
   CREATE TABLE index_${id} (grp INTEGER, by, key TEXT, PRIMARY KEY (grp, by, key)) WITHOUT ROWID;`;

export const indexDropSchema = (id: string): string =>
  `DROP TABLE IF EXISTS index_${id}; DROP TABLE IF EXISTS groups_${id};`;

/** Groups of an index whose numbers are kept in memory, and as many that were used before. */
const knownMax = 10_000;

export function openIndex(database: DatabaseSync, { id, indexes }: ViewTable): RowIndex {
  const numbers = new Map(indexes.map((index, number) => [index, number]));
  const known = indexes.map(() => recentMap<number>(knownMax));
  const statement = <Row extends readonly unknown[]>(sql: string): (() => ArrayStatement<Row>) =>
    later(() => arrays<Row>(database, sql));
  const ranged = (sql: string) => statement<[by: string | number, key: string, row: string]>(sql);
  const ranges = {
    ascending: { first: ranged(rangeSql(id, '', '')), next: ranged(rangeSql(id, '>', '')) },
    descending: { first: ranged(rangeSql(id, '', 'DESC')), next: ranged(rangeSql(id, '<', 'DESC')) },
  };
  const keyRanges = {
    ascending: { first: ranged(keysSql(id, '', '')), next: ranged(keysSql(id, '>', '')) },
    descending: { first: ranged(keysSql(id, '', 'DESC')), next: ranged(keysSql(id, '<', 'DESC')) },
  };
  const entries = (row: string) => inserts(database, { into: `index_${id}`, row, onConflict: 'DO NOTHING' });
  const enter = entries('(?, ?, ?)');
  // Numbers are bound as doubles; a whole one takes 1 to 6 bytes instead of 8 when kept as such.
  const enterWhole = entries('(?, CAST(? AS INTEGER), ?)');
  const leave = statement(`DELETE FROM index_${id} WHERE grp = ? AND by = ? AND key = ?`);
  const find = statement<[grp: number]>(`SELECT grp FROM groups_${id} WHERE name = ? AND ix = ?`);
  const add = statement<[grp: number]>(`INSERT INTO groups_${id} (ix, name) VALUES (?, ?) RETURNING grp`);

  const numberOf = (index: string): number => {
    const number = numbers.get(index);
    if (number === undefined)
      throw refused(`${id} has no index ${index}; it has ${indexes.join(', ') || 'none'}.`);
    return number;
  };
  const groupsOf = (ix: number): RecentMap<number> => known[ix] as RecentMap<number>;
  const groupOf = (ix: number, name: string): number | undefined => {
    const groups = groupsOf(ix);
    const group = groups.get(name);
    if (group !== undefined) return group;
    const [stored] = find().get(name, ix) ?? [];
    if (stored !== undefined) groups.set(name, stored);
    return stored;
  };
  const newGroup = (ix: number, name: string): number => {
    const [group] = add().get(ix, name) as [number];
    groupsOf(ix).set(name, group);
    return group;
  };

  return {
    numberOf,
    range({ index, group: name, direction, after, limit, keysOnly }) {
      const group = groupOf(numberOf(index), name);
      if (group === undefined) return [];
      const { first, next } = (keysOnly ? keyRanges : ranges)[direction];
      const found = after ? next().all(group, after.by, after.key, limit) : first().all(group, limit);
      return found.map(([by, key, row]) => ({
        by,
        key,
        row,
      }));
    },
    enter(changes) {
      const whole: SQLInputValue[] = [];
      const others: SQLInputValue[] = [];
      for (const { key, added } of changes) {
        for (const { index, group: name, by } of added) {
          const ix = numberOf(index);
          const group = groupOf(ix, name) ?? newGroup(ix, name);
          (Number.isSafeInteger(by) ? whole : others).push(group, by, key);
        }
      }
      enterWhole(whole);
      enter(others);
    },
    leave({ index, group: name, by }, key) {
      const group = groupOf(numberOf(index), name);
      if (group !== undefined) leave().get(group, by, key);
    },
    forget: () => {
      for (const groups of known) groups.clear();
    },
  };
}

const rangeSql = (id: string, beyond: '' | '<' | '>', order: '' | 'DESC'): string =>
  `SELECT i.by, i.key, r.row FROM index_${id} i CROSS JOIN rows_${id} r ON r.key = i.key
   WHERE i.grp = ? ${beyond && `AND (i.by, i.key) ${beyond} (?, ?)`}
   ORDER BY i.by ${order}, i.key ${order} LIMIT ?`;

const keysSql = (id: string, beyond: '' | '<' | '>', order: '' | 'DESC'): string =>
  `SELECT by, key, '' FROM index_${id}
   WHERE grp = ? ${beyond && `AND (by, key) ${beyond} (?, ?)`}
   ORDER BY by ${order}, key ${order} LIMIT ?`;
