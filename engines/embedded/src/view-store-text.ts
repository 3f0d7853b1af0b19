import type { DatabaseSync } from 'node:sqlite';
import { checkLength } from '@touchline/kernel/engine';
import { searchWords, viewLimits, type StoredRow } from '@touchline/kernel/ports';
import { arrays, type ArrayStatement } from './sqlite.ts';

/** The full text of one table (VW30, VW31). */
export interface TextIndex {
  /** Indexes a text under a document number; a new number where there was none. `null` when the text has no words. */
  put(doc: number | null, key: string, text: string): number | null;
  remove(doc: number): void;
  search(words: string, limit: number, offset: number): StoredRow[];
}

/**
 * FTS5 without a copy of the text and without word places: a third of the disk and half the time of the full form.
 * The words are cut by `searchWords`, so the tokenizer only has to split at spaces; all else above ASCII it keeps.
 */
export const textSchema = (id: string): string =>
  `CREATE VIRTUAL TABLE text_${id} USING fts5(text, content='', contentless_delete=1, tokenize='ascii', detail=none, prefix='2');
   CREATE TABLE docs_${id} (doc INTEGER PRIMARY KEY, key TEXT NOT NULL)`;

export const textDropSchema = (id: string): string =>
  `DROP TABLE IF EXISTS text_${id}; DROP TABLE IF EXISTS docs_${id}`;

export function textIndex(database: DatabaseSync, id: string): TextIndex {
  const index = database.prepare(`INSERT INTO text_${id} (rowid, text) VALUES (?, ?)`);
  const unindex = database.prepare(`DELETE FROM text_${id} WHERE rowid = ?`);
  const name = database.prepare(`INSERT INTO docs_${id} VALUES (?, ?) ON CONFLICT DO NOTHING`);
  const unname = database.prepare(`DELETE FROM docs_${id} WHERE doc = ?`);
  const counted = arrays<[number]>(database, `SELECT count(*) FROM text_${id} WHERE text_${id} MATCH ?`);
  const found = arrays<[key: string, row: string]>(
    database,
    `SELECT d.key, r.row FROM text_${id} t
    CROSS JOIN docs_${id} d ON d.doc = t.rowid CROSS JOIN rows_${id} r ON r.key = d.key
    WHERE text_${id} MATCH ? ORDER BY t.rowid DESC LIMIT ? OFFSET ?`,
  );
  const last = arrays<[number]>(database, `SELECT coalesce(max(doc), 0) FROM docs_${id}`);
  let newest = first(last);
  const page = (match: string, limit: number, offset: number): StoredRow[] =>
    found.all(match, limit, offset).map(([key, row]) => ({ key, row }));
  return {
    put(doc, key, text) {
      checkLength(text, viewLimits.textLengthMax, 'A full text');
      const words = searchWords(text, viewLimits.textWordsMax);
      if (doc !== null) unindex.get(doc);
      if (words.length === 0) {
        if (doc !== null) unname.get(doc);
        return null;
      }
      const place = doc ?? ++newest;
      index.get(place, words.join(' '));
      name.get(place, key);
      return place;
    },
    remove(doc) {
      unindex.get(doc);
      unname.get(doc);
    },
    search(text, limit, offset) {
      const words = searchWords(text, viewLimits.queryWordsMax);
      if (words.length === 0) return [];
      const whole = words.map((word) => `"${word}"`).join(' AND ');
      const begins = words.map((word) => (word.length > 1 ? `"${word}"*` : `"${word}"`)).join(' AND ');
      const rows = page(whole, limit, offset);
      if (rows.length === limit || whole === begins) return rows;
      // VW31: words as they were asked for come first, then those that only begin so; the newest first in both.
      const skipped = offset === 0 || rows.length > 0 ? 0 : offset - first(counted, whole);
      return rows.concat(page(`(${begins}) NOT (${whole})`, limit - rows.length, skipped));
    },
  };
}

const first = (statement: ArrayStatement<[number]>, ...values: string[]): number =>
  statement.get(...values)?.[0] ?? 0;
