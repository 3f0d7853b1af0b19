/**
 * `append_plain` takes what nearly every batch is: of each request one event, of streams and command ids that are all
 * different, each with the version that its stream is to have now (0: no stream). It looks for neither: where a stream or
 * an id has been used, the keys of the table refuse the event, and the batch as a whole (unique_violation, or TL003 where
 * a version is to be there and is not). Then nothing was written, and `append` judges each request by itself.
 *
 * `append` spends half of its time on judging. Events are numbered and chained here as there, and it commits in the same
 * two steps. The answer is the position of each event.
 */
export const appendPlainFunction = (schema: string): string => `
CREATE ${appendPlainBatch(schema, fromUnnest)}
CREATE ${appendPlainProcedure(schema)}`;

/** Arrays that a function has taken apart once give an element at once; `unnest` puts each of fourteen aside first. */
export const appendPlainBySubscripts = (schema: string): string =>
  `CREATE OR REPLACE ${appendPlainBatch(schema, bySubscripts)}`;

/**
 * `append_plain_after`: the end of a partition is looked for behind a position that the process knows it has reached. From
 * the end backwards PostgreSQL reads all of an index page, hundreds of entries, before it hands out the first.
 */
export const appendPlainAfterFunction = (schema: string): string =>
  `CREATE ${appendPlainBatch(schema, bySubscripts, true)}
CREATE ${appendPlainProcedure(schema, true)}`;

// What follows is in migrations that have been released: without `after` its text must stay as it is, to the letter.

const appendPlainProcedure = (schema: string, after = false): string =>
  `PROCEDURE ${schema}.append_plain${after ? '_after' : ''}(
  homes smallint[], streams text[], versions integer[], ids bytea[], types text[], schemas integer[], ats bigint[],
  actors text[], metas text[], fingerprints text[], crcs integer[], datas text[], digests bytea${after ? ', after bigint[]' : ''},
  INOUT answer bigint[] DEFAULT NULL
) LANGUAGE plpgsql AS $append$
DECLARE
  ends bigint[];
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT b.positions, b.heads INTO answer, ends FROM ${schema}.append_plain${after ? '_after' : ''}_batch(homes, streams, versions, ids, types,
    schemas, ats, actors, metas, fingerprints, crcs, datas, digests${after ? ', after' : ''}) b;
  COMMIT;
  CALL ${schema}.settle(ends);
END
$append$;
`;

const fromUnnest = `SELECT e.home, e.version + 1, e.position, e.at, e.schema, e.crc, e.checksum, e.type, e.stream, e.actor, e.meta,
      e.id, e.fingerprint, e.data
    FROM unnest(homes, versions, positions, ats, schemas, crcs, checksums, types, streams, actors, metas, ids,
      fingerprints, datas)
      e(home, version, position, at, schema, crc, checksum, type, stream, actor, meta, id, fingerprint, data);`;

const bySubscripts = `SELECT homes[e], versions[e] + 1, positions[e], ats[e], schemas[e], crcs[e], checksums[e], types[e], streams[e],
      actors[e], metas[e], ids[e], fingerprints[e], datas[e]
    FROM generate_series(1, total) e;`;

const appendPlainBatch = (schema: string, rows: string, after = false): string =>
  `FUNCTION ${schema}.append_plain${after ? '_after' : ''}_batch(
  homes smallint[], streams text[], versions integer[], ids bytea[], types text[], schemas integer[], ats bigint[],
  actors text[], metas text[], fingerprints text[], crcs integer[], datas text[], digests bytea${after ? ', after bigint[]' : ''},
  OUT positions bigint[], OUT heads bigint[]
) LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $append$
DECLARE
  total integer := cardinality(homes);
  -- By partition + 1.
  chains bytea[];
  checksums bytea[] := array_fill(NULL::bytea, ARRAY[total]);
  home integer;
BEGIN
  PERFORM 1 FROM ${schema}.partitions p WHERE p.partition = ANY (homes) ORDER BY p.partition FOR NO KEY UPDATE;
  IF 0 < ANY (versions) AND EXISTS (
    SELECT FROM unnest(streams, versions, homes) g(stream, version, home)
    WHERE g.version > 0 AND NOT EXISTS (
      SELECT FROM ${schema}.events e
      WHERE e.stream = g.stream AND e.version = g.version AND e.partition = g.home
    )
  ) THEN
    RAISE EXCEPTION 'a stream is not as it was supposed' USING ERRCODE = 'TL003';
  END IF;
  SELECT array_agg(coalesce(e.position, 0) ORDER BY p.partition),
      array_agg(coalesce(e.checksum, '') ORDER BY p.partition)
    INTO heads, chains
    FROM ${schema}.partitions p
    LEFT JOIN LATERAL (
      SELECT l.position, l.checksum FROM ${schema}.events l
      WHERE l.partition = p.partition AND p.partition = ANY (homes)${after ? ' AND l.position >= after[p.partition + 1]' : ''}
      ORDER BY l.position DESC LIMIT 1
    ) e ON true;
  positions := array_fill(0::bigint, ARRAY[total]);
  FOR e IN 1..total LOOP
    home := homes[e] + 1;
    heads[home] := heads[home] + 1;
    chains[home] := substring(sha256(chains[home] || int8send(heads[home]) || int4send(versions[e] + 1)
      || int4send(home - 1) || substring(digests FROM 32 * e - 31 FOR 32)) FOR 18);
    positions[e] := heads[home];
    checksums[e] := chains[home];
  END LOOP;
  INSERT INTO ${schema}.events (partition, version, position, at, schema, crc, checksum, type, stream, actor, meta,
      command, fingerprint, data)
    ${rows}
END
$append$;
`;
