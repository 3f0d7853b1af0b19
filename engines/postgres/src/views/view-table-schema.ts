import type { ViewTable } from '@touchline/kernel/ports';

/**
 * Strings stand after all numbers (VW22): `num` of a string is infinite, which no number of a view is. Collation C is
 * the order of UTF-8 bytes, whatever the database's own order.
 *
 * What is done with a table is done by functions of its own: PostgreSQL keeps their plans in every session, so a small
 * commit or page costs half of what its statements would, and needs no named statements, which a pooler might not carry.
 * They are planned once, often while the table is still empty: so they are told not to pass over whole tables.
 */
export const tableSchema = (schema: string, table: ViewTable, language: string): string => `
  CREATE TABLE ${schema}.rows_${table.id} (key text COLLATE "C" PRIMARY KEY, row text NOT NULL)
    WITH (fillfactor = 80);
  CREATE TABLE ${schema}.index_${table.id} (
    ix smallint, grp text COLLATE "C", num double precision, str text COLLATE "C", key text COLLATE "C",
    PRIMARY KEY (ix, grp, num, str, key)
  );
  ${table.search ? textSchema(schema, table) : ''}
  ${commitFunction(schema, table, language)};
  ${rowFunction(schema, table)};
  ${rangeFunction(schema, table)};
  ${table.search ? searchFunction(schema, table) : ''}`;

export const dropSchema = (schema: string, { id }: ViewTable): string => `
  DROP FUNCTION IF EXISTS
    ${schema}.commit_${id}, ${schema}.row_${id}, ${schema}.range_${id}, ${schema}.search_${id};
  DROP TABLE IF EXISTS ${schema}.rows_${id}, ${schema}.index_${id}, ${schema}.text_${id}`;

/**
 * `doc` grows with every text that comes: the later, the larger (VW31). The index takes each text in at once: a list of
 * what is still to be taken in would make a search ten times, and a single commit twice as dear.
 */
const textSchema = (schema: string, { id }: ViewTable): string => `
  CREATE TABLE ${schema}.text_${id} (
    key text COLLATE "C" PRIMARY KEY, doc bigint GENERATED ALWAYS AS IDENTITY UNIQUE, words tsvector NOT NULL
  );
  CREATE INDEX ON ${schema}.text_${id} USING gin (words) WITH (fastupdate = off);`;

const planning = `
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off`;

/** `advanced` is there to be computed first. Every part is one statement over arrays of equal length. */
const commitFunction = (schema: string, { id, search }: ViewTable, language: string): string => `
  CREATE FUNCTION ${schema}.commit_${id}(
    advanced boolean, gone text[], keys text[], rows text[],
    left_ix smallint[], left_grp text[], left_num double precision[], left_str text[], left_key text[],
    came_ix smallint[], came_grp text[], came_num double precision[], came_str text[], came_key text[],
    unworded text[], worded text[], texts text[]
  ) RETURNS boolean LANGUAGE plpgsql ${planning} AS $$
  BEGIN
    IF cardinality(gone) > 0 THEN
      DELETE FROM ${schema}.rows_${id} WHERE key = ANY (gone);
    END IF;
    IF cardinality(keys) > 0 THEN
      INSERT INTO ${schema}.rows_${id} SELECT * FROM unnest(keys, rows)
        ON CONFLICT (key) DO UPDATE SET row = excluded.row;
    END IF;
    IF cardinality(left_ix) > 0 THEN
      DELETE FROM ${schema}.index_${id} i
        USING unnest(left_ix, left_grp, left_num, left_str, left_key) u (ix, grp, num, str, key)
        WHERE i.ix = u.ix AND i.grp = u.grp AND i.num = u.num AND i.str = u.str AND i.key = u.key;
    END IF;
    IF cardinality(came_ix) > 0 THEN
      INSERT INTO ${schema}.index_${id} SELECT * FROM unnest(came_ix, came_grp, came_num, came_str, came_key)
        ON CONFLICT DO NOTHING;
    END IF;
    ${search ? textStatements(schema, id, language) : ''}
    RETURN advanced;
  END $$`;

const textStatements = (schema: string, id: string, language: string): string => `
    IF cardinality(unworded) > 0 THEN
      DELETE FROM ${schema}.text_${id} WHERE key = ANY (unworded);
    END IF;
    IF cardinality(worded) > 0 THEN
      INSERT INTO ${schema}.text_${id} (key, words)
        SELECT u.key, ${language === 'simple' ? `array_to_tsvector(string_to_array(u.words, ' '))` : `to_tsvector('${language}', u.words)`}
        FROM unnest(worded, texts) WITH ORDINALITY u (key, words, place) ORDER BY u.place
        ON CONFLICT (key) DO UPDATE SET words = excluded.words;
    END IF;`;

const rowFunction = (schema: string, { id }: ViewTable): string => `
  CREATE FUNCTION ${schema}.row_${id}(wanted text) RETURNS text LANGUAGE plpgsql STABLE AS $$
  BEGIN
    RETURN (SELECT row FROM ${schema}.rows_${id} WHERE key = wanted);
  END $$`;

/** OFFSET 0 keeps the rows from being joined before the index is read in its order. */
const rangeFunction = (schema: string, { id }: ViewTable): string => {
  const page = (beyond: '<' | '>', order: '' | 'DESC', row: string, rows: string): string => `
      RETURN QUERY SELECT i.num, i.str, i.key, ${row} FROM ${schema}.index_${id} i ${rows}
        WHERE i.ix = of_ix AND i.grp = of_grp AND (i.num, i.str, i.key) ${beyond} (after_num, after_str, after_key)
        ORDER BY i.num ${order}, i.str ${order}, i.key ${order} LIMIT at_most;`;
  const joined = `CROSS JOIN LATERAL (SELECT w.row FROM ${schema}.rows_${id} w WHERE w.key = i.key OFFSET 0) r`;
  return `
  CREATE FUNCTION ${schema}.range_${id}(
    of_ix smallint, of_grp text, after_num double precision, after_str text, after_key text,
    descending boolean, bare boolean, at_most integer
  ) RETURNS TABLE (num double precision, str text, key text, "row" text) LANGUAGE plpgsql STABLE ${planning} AS $$
  BEGIN
    IF descending AND bare THEN ${page('<', 'DESC', `''::text`, '')}
    ELSIF descending THEN ${page('<', 'DESC', 'r.row', joined)}
    ELSIF bare THEN ${page('>', '', `''::text`, '')}
    ELSE ${page('>', '', 'r.row', joined)}
    END IF;
  END $$`;
};

/** Texts, from the newest on, that are looked through before the index is asked. */
const newestMax = 2000;

/**
 * VW31: the newest that hold the words, then the newest that only begin so. The index knows no order, it gives all that
 * match: a word of every third text is found among the newest at once, and the index is asked for what is rare there.
 * So neither is slow, whatever PostgreSQL knows of the table by then.
 */
const searchFunction = (schema: string, { id }: ViewTable): string => {
  const newest = (found: string, matches: string, most: string): string => `
    SELECT array_agg(m.key ORDER BY m.doc DESC) INTO ${found} FROM (
      SELECT t.key, t.doc FROM (SELECT * FROM ${schema}.text_${id} ORDER BY doc DESC LIMIT ${newestMax}) t
      WHERE ${matches} ORDER BY t.doc DESC LIMIT ${most}) m;
    IF coalesce(cardinality(${found}), 0) < ${most} THEN
      WITH all_found AS MATERIALIZED (SELECT t.key, t.doc FROM ${schema}.text_${id} t WHERE ${matches})
      SELECT array_agg(m.key ORDER BY m.doc DESC) INTO ${found} FROM (
        SELECT * FROM all_found ORDER BY doc DESC LIMIT ${most}) m;
    END IF;`;
  return `
  CREATE FUNCTION ${schema}.search_${id}(whole tsquery, beginning tsquery, at_most integer, past integer)
  RETURNS TABLE (key text, "row" text) LANGUAGE plpgsql STABLE ${planning} AS $$
  DECLARE
    found_whole text[];
    found_beginning text[];
    needed integer := at_most + past;
  BEGIN
    ${newest('found_whole', 't.words @@ whole', 'needed')}
    needed := needed - coalesce(cardinality(found_whole), 0);
    IF needed > 0 AND whole::text <> beginning::text THEN
      ${newest('found_beginning', 't.words @@ beginning AND NOT t.words @@ whole', 'needed')}
    END IF;
    RETURN QUERY SELECT u.key, r.row
      FROM unnest((found_whole || found_beginning)[past + 1:]) WITH ORDINALITY u (key, place)
      CROSS JOIN LATERAL (SELECT w.row FROM ${schema}.rows_${id} w WHERE w.key = u.key OFFSET 0) r
      ORDER BY u.place;
  END $$`;
};
