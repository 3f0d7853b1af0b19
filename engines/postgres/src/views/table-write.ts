import { checkBy, checkLength, checkName, refused } from '@touchline/kernel/engine';
import {
  searchWords,
  viewLimits,
  type IndexEntry,
  type RowChange,
  type ViewTable,
} from '@touchline/kernel/ports';
import { doubleArray, smallIntArray, textArray } from '../array-param.ts';
import { netChanges, type NetChange } from './net-changes.ts';

/** The changes of one table, or a part of them, as columns for its commit function. */
export interface TableWrite {
  readonly table: ViewTable;
  /** In the order of the function's parameters, after the first. */
  readonly values: readonly Buffer[];
}

/** Characters of one call at most: both sides keep all of them in memory, more than once. */
const charactersMax = 8 * 1024 * 1024;

/** VW33: everything is looked at before anything is sent. */
export function tableWrites(table: ViewTable, changes: readonly RowChange[]): TableWrite[] {
  const numbers = new Map(table.indexes.map((index, number) => [index, number]));
  const writes: TableWrite[] = [];
  let columns = newColumns();
  for (const change of netChanges(changes)) {
    if (columns.characters > charactersMax) {
      writes.push({ table, values: valuesOf(columns) });
      columns = newColumns();
    }
    add(columns, table, numbers, change);
  }
  writes.push({ table, values: valuesOf(columns) });
  return writes;
}

interface Entries {
  readonly ix: number[];
  readonly grp: string[];
  readonly num: number[];
  readonly str: string[];
  readonly key: string[];
}

const newEntries = (): Entries => ({ ix: [], grp: [], num: [], str: [], key: [] });
const newColumns = () => ({
  characters: 0,
  gone: [] as string[],
  keys: [] as string[],
  rows: [] as string[],
  left: newEntries(),
  came: newEntries(),
  unworded: [] as string[],
  worded: [] as string[],
  texts: [] as string[],
});
type Columns = ReturnType<typeof newColumns>;

const valuesOf = ({ gone, keys, rows, left, came, unworded, worded, texts }: Columns): Buffer[] => [
  ...[gone, keys, rows].map((column) => textArray(column)),
  ...[left, came].flatMap(({ ix, grp, num, str, key }) => [
    smallIntArray(ix),
    textArray(grp),
    doubleArray(num),
    textArray(str),
    textArray(key),
  ]),
  ...[unworded, worded, texts].map((column) => textArray(column)),
];

function add(
  columns: Columns,
  table: ViewTable,
  numbers: ReadonlyMap<string, number>,
  change: NetChange,
): void {
  const { key, row } = change;
  checkName(key, 'key');
  columns.characters += key.length + (row?.length ?? 0);
  if (row === null) columns.gone.push(key);
  else {
    checkLength(row, viewLimits.rowLengthMax, `The row ${key} of ${table.id}`);
    columns.keys.push(key);
    columns.rows.push(row);
  }
  enter(columns.left, table, numbers, key, change.removed);
  enter(columns.came, table, numbers, key, change.added);
  if (table.search) addText(columns, change);
}

function addText(columns: Columns, { key, row, text, textAnew }: NetChange): void {
  if (row !== null && text === undefined) return;
  checkLength(text ?? '', viewLimits.textLengthMax, 'A full text');
  const words = row === null ? [] : searchWords(text ?? '', viewLimits.textWordsMax);
  if (words.length === 0 || textAnew) columns.unworded.push(key);
  if (words.length === 0) return;
  const joined = words.join(' ');
  columns.characters += joined.length;
  columns.worded.push(key);
  columns.texts.push(joined);
}

function enter(
  entries: Entries,
  table: ViewTable,
  numbers: ReadonlyMap<string, number>,
  key: string,
  places: readonly IndexEntry[],
): void {
  for (const { index, group, by } of places) {
    checkName(group, 'group of an index');
    checkBy(by);
    entries.ix.push(numberOf(table, numbers, index));
    entries.grp.push(group);
    const place = placeOf(by);
    entries.num.push(place.num);
    entries.str.push(place.str);
    entries.key.push(key);
  }
}

function numberOf(table: ViewTable, numbers: ReadonlyMap<string, number>, index: string): number {
  const number = numbers.get(index);
  if (number === undefined)
    throw refused(`${table.id} has no index ${index}; it has ${table.indexes.join(', ') || 'none'}.`);
  return number;
}

/** A place in an index as its two columns: strings are behind all numbers (VW22). */
export const placeOf = (by: string | number): { num: number; str: string } =>
  typeof by === 'number' ? { num: by, str: '' } : { num: Infinity, str: by };
