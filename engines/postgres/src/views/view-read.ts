import { systemClock } from '@touchline/kernel';
import { checkCount, refused } from '@touchline/kernel/engine';
import {
  searchWords,
  viewLimits,
  type IndexedRow,
  type RangeRead,
  type StoredRow,
  type ViewTable,
} from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { gatheredRanges } from './gathered-ranges.ts';
import { rowsOf } from './gathered-reads.ts';
import { placeOf } from './table-write.ts';

/** The read side of one table. */
export function viewReads(database: Database, schema: string, table: ViewTable, language: string) {
  const { id, indexes } = table;
  const readRows = rowsOf(database);
  const ranges = gatheredRanges(database, `${schema}.range_${id}`, systemClock);
  const asked = (words: readonly string[], prefixes: boolean): string =>
    words.map((word) => `'${word}'${prefixes && word.length > 1 ? ':*' : ''}`).join(' & ');
  const tsquery = (parameter: string): string =>
    language === 'simple' ? `${parameter}::tsquery` : `to_tsquery('${language}', ${parameter})`;

  return {
    async read(keys: readonly string[]): Promise<(string | undefined)[]> {
      checkCount(keys.length, 0, viewLimits.readKeysMax, 'The number of keys');
      const possible = keys.filter(isText);
      if (possible.length === 0) return keys.map(() => undefined);
      const rows = await readRows({ schema, id }, possible);
      return keys.map((key) => rows.get(key));
    },

    async range({ index, group, direction, after, limit, keysOnly }: RangeRead): Promise<IndexedRow[]> {
      checkCount(limit, 1, viewLimits.rangeMax, 'The limit of a range');
      const number = indexes.indexOf(index);
      if (number < 0) throw refused(`${id} has no index ${index}; it has ${indexes.join(', ') || 'none'}.`);
      if (!isText(group)) return [];
      const descending = direction === 'descending';
      // NaN comes after, and minus infinity before all that a place can have.
      const { num, str } = after ? placeOf(after.by) : { num: descending ? NaN : -Infinity, str: '' };
      return ranges({
        index: number,
        group,
        afterNum: num,
        afterStr: whole(str),
        afterKey: whole(after?.key ?? ''),
        descending,
        bare: keysOnly === true,
        limit,
      });
    },

    async search(text: string, limit: number, offset: number): Promise<StoredRow[]> {
      checkCount(limit, 1, viewLimits.searchMax, 'The limit of a search');
      checkCount(offset, 0, viewLimits.searchOffsetMax, 'The offset of a search');
      if (!table.search) throw refused(`${id} has no full text; declare the view with \`search\`.`);
      const words = searchWords(text, viewLimits.queryWordsMax);
      if (words.length === 0) return [];
      const rows = await database.read<[string, string]>(
        `SELECT * FROM ${schema}.search_${id}(${tsquery('$1')}, ${tsquery('$2')}, $3, $4)`,
        [asked(words, false), asked(words, true), limit, offset],
      );
      return rows.map(([key, row]) => ({ key, row }));
    },

    async scan(after: string, limit: number): Promise<StoredRow[]> {
      checkCount(limit, 1, viewLimits.rangeMax, 'The limit of a scan');
      const rows = await database.read<[string, string]>(
        `SELECT key, row FROM ${schema}.rows_${id} WHERE key > $1 ORDER BY key LIMIT $2`,
        [whole(after), limit],
      );
      return rows.map(([key, row]) => ({ key, row }));
    },

    async count(): Promise<number> {
      const [found] = await database.read<[number]>(`SELECT count(*) FROM ${schema}.rows_${id}`);
      return found?.[0] ?? 0;
    },
  };
}

/** What PostgreSQL can hold, and so what may be there. */
const isText = (value: string): boolean => !value.includes('\0') && value.isWellFormed();

/** A place comes from outside: where it is no text it is some place, never an error. */
const whole = (place: string): string => place.replaceAll('\0', '');
