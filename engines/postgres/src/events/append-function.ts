import { durably } from '../durably.ts';

/** What `append` answers per request. */
export const answerCode = { appended: 0, repeated: 1, known: 2, conflict: 3 } as const;

/**
 * `append` takes a batch of requests and answers each, in one round trip.
 *
 * `plan` counts the requests and the appends, then describes the requests: number of the command id (0: none), of
 * appends, of events; then per append the number of its stream, the expected version (-1: any, -2: exists), the number
 * of events. Everything is numbered from 1. The other arrays hold distinct streams, where each is supposed to lie,
 * distinct command ids, and of each event the number of its stream, that of the command id if it is the first event of
 * one, and its content.
 *
 * The answer: per request a code (see above) and, for `repeated`, the request of this batch that used the id first,
 * for `conflict` the append that does not hold; then per append its first version and position, or the version that
 * was found instead; then by partition + 1 its last position, 0 where the batch has nothing to do with it.
 *
 * It commits twice. The first commit lets go of the partitions without waiting for the disk, so that the next batch
 * (of another process) need not wait for it, too. The second waits for the disk, or for the standbys: then all that
 * was committed before it is safe, this batch and what it was judged by. Nobody is answered before, and nobody reads
 * events that are not known to be safe (`heads`); what a crash takes back nobody has seen (ES1, ES7).
 */
export const appendFunction = (schema: string): string => `
CREATE FUNCTION ${schema}.append_batch(
  plan integer[], streams text[], homes smallint[], ids bytea[], stream_of integer[], id_of integer[], types text[],
  schemas integer[], ats bigint[], actors text[], metas text[], fingerprints text[], crcs integer[], datas text[],
  digests bytea
) RETURNS bigint[] LANGUAGE plpgsql
-- Every look is by key. A plan made while a table was small must not read all of it once it is large, and small batches
-- must not be planned for each time: that took half of their time.
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off
SET plan_cache_mode = force_generic_plan
AS $append$
DECLARE
  requests integer := plan[1];
  appends integer := plan[2];
  codes bigint[] := array_fill(0::bigint, ARRAY[2 * requests]);
  places bigint[] := array_fill(0::bigint, ARRAY[2 * appends]);
  -- By number of the stream.
  versions integer[];
  -- By number of the command id: who has used it; -1 is someone in an earlier batch.
  known integer[];
  used integer[];
  -- By partition + 1.
  heads bigint[];
  chains bytea[];
  -- By event.
  total integer := cardinality(types);
  e_version integer[] := array_fill(NULL::integer, ARRAY[total]);
  e_position bigint[] := array_fill(NULL::bigint, ARRAY[total]);
  e_checksum bytea[] := array_fill(NULL::bytea, ARRAY[total]);
  e_places text[] := array_fill(NULL::text, ARRAY[total]);
  at_plan integer := 3;
  at_append integer := 0;
  at_event integer := 0;
  last_plan integer;
  n_appends integer;
  n_events integer;
  command integer;
  stream integer;
  expected integer;
  version integer;
  home integer;
  pos bigint;
  chain bytea;
  next bigint[];
  written text;
  moved boolean;
BEGIN
  PERFORM 1 FROM ${schema}.partitions p WHERE p.partition = ANY (homes) ORDER BY p.partition FOR NO KEY UPDATE;

  -- Each statement from here on sees all that was committed under these locks before.
  SELECT s.versions, s.moved, h.heads, h.chains, c.known INTO versions, moved, heads, chains, known
    FROM (
      SELECT array_agg(coalesce(l.version, 0) ORDER BY g.n) AS versions, bool_or(l.partition <> g.home) AS moved
      FROM unnest(streams, homes) WITH ORDINALITY g(stream, home, n)
      LEFT JOIN LATERAL (
        SELECT e.partition, e.version FROM ${schema}.events e WHERE e.stream = g.stream ORDER BY e.version DESC LIMIT 1
      ) l ON true
    ) s, (
      SELECT array_agg(coalesce(e.position, 0) ORDER BY p.partition) AS heads,
        array_agg(e.checksum ORDER BY p.partition) AS chains
      FROM ${schema}.partitions p
      LEFT JOIN LATERAL (
        SELECT l.position, l.checksum FROM ${schema}.events l
        WHERE l.partition = p.partition AND p.partition = ANY (homes)
        ORDER BY l.position DESC LIMIT 1
      ) e ON true
    ) h, (
      SELECT array_agg(g.n) AS known
      FROM unnest(ids) WITH ORDINALITY g(id, n) JOIN ${schema}.events e ON e.command = g.id
    ) c;
  IF moved THEN
    RAISE EXCEPTION 'a stream lies in another partition than was supposed' USING ERRCODE = 'TL001';
  END IF;
  used := array_fill(0, ARRAY[cardinality(ids)]);
  IF known IS NOT NULL THEN
    FOREACH command IN ARRAY known LOOP
      used[command] := -1;
    END LOOP;
  END IF;

  FOR request IN 1..requests LOOP
    command := plan[at_plan];
    n_appends := plan[at_plan + 1];
    n_events := plan[at_plan + 2];
    at_plan := at_plan + 3;
    last_plan := at_plan + 3 * n_appends;
    -- ID1, ID2: an id that was used stands for what it did, whatever is expected now.
    IF command > 0 AND n_events > 0 AND used[command] <> 0 THEN
      codes[2 * request - 1] := CASE WHEN used[command] > 0 THEN ${answerCode.repeated} ELSE ${answerCode.known} END;
      codes[2 * request] := used[command];
      at_event := at_event + n_events;
      at_append := at_append + n_appends;
      at_plan := last_plan;
      CONTINUE;
    END IF;
    -- ES8: a request is judged whole before it writes, so that its refusal leaves its neighbours alone.
    FOR a IN 1..n_appends LOOP
      version := versions[plan[at_plan + 3 * a - 3]];
      expected := plan[at_plan + 3 * a - 2];
      IF NOT (expected = version OR expected = -1 OR expected = -2 AND version > 0) THEN
        codes[2 * request - 1] := ${answerCode.conflict};
        codes[2 * request] := a;
        places[2 * (at_append + a) - 1] := version;
        EXIT;
      END IF;
    END LOOP;
    IF codes[2 * request - 1] = ${answerCode.conflict} THEN
      at_event := at_event + n_events;
      at_append := at_append + n_appends;
      at_plan := last_plan;
      CONTINUE;
    END IF;
    IF command > 0 AND n_events > 0 THEN
      used[command] := request;
    END IF;
    IF command > 0 AND n_events > 1 THEN
      next := heads;
      written := '';
      FOR a IN 1..n_appends LOOP
        home := homes[plan[at_plan + 3 * a - 3]];
        n_events := plan[at_plan + 3 * a - 1];
        IF n_events > 0 THEN
          written := written || home || '.' || next[home + 1] + 1 || '.' || n_events || ' ';
          next[home + 1] := next[home + 1] + n_events;
        END IF;
      END LOOP;
      e_places[at_event + 1] := written;
    END IF;
    WHILE at_plan < last_plan LOOP
      stream := plan[at_plan];
      n_events := plan[at_plan + 2];
      at_plan := at_plan + 3;
      at_append := at_append + 1;
      IF n_events = 0 THEN
        CONTINUE;
      END IF;
      version := versions[stream];
      home := homes[stream];
      pos := heads[home + 1];
      chain := coalesce(chains[home + 1], '');
      places[2 * at_append - 1] := version + 1;
      places[2 * at_append] := pos + 1;
      FOR i IN 1..n_events LOOP
        at_event := at_event + 1;
        version := version + 1;
        pos := pos + 1;
        chain := substring(sha256(chain || int8send(pos) || int4send(version) || int4send(home)
          || substring(digests FROM 32 * at_event - 31 FOR 32)
          || coalesce(convert_to(e_places[at_event], 'UTF8'), '')) FOR 18);
        e_version[at_event] := version;
        e_position[at_event] := pos;
        e_checksum[at_event] := chain;
      END LOOP;
      versions[stream] := version;
      heads[home + 1] := pos;
      chains[home + 1] := chain;
    END LOOP;
  END LOOP;

  INSERT INTO ${schema}.events (partition, version, position, at, schema, crc, checksum, type, stream, actor, meta,
      command, fingerprint, places, data)
    SELECT homes[e.stream], e.version, e.position, e.at, e.schema, e.crc, e.checksum, e.type,
      streams[e.stream], e.actor, e.meta, ids[e.id], e.fingerprint, e.places, e.data
    FROM unnest(e_version, e_position, e_checksum, e_places, stream_of, id_of, types, schemas, ats, actors, metas,
      fingerprints, crcs, datas)
      e(version, position, checksum, places, stream, id, type, schema, at, actor, meta, fingerprint, crc, data)
    WHERE e.position IS NOT NULL;
  RETURN codes || places || heads;
END
$append$;

-- Its commit flushes the log that was written before it. How far that went is written too, where it is known (TE2).
CREATE PROCEDURE ${schema}.settle(positions bigint[] DEFAULT NULL) LANGUAGE plpgsql AS $settle$
BEGIN
  ${durably}
  IF positions IS NULL THEN
    PERFORM pg_logical_emit_message(true, 'touchline', '');
  ELSE
    INSERT INTO ${schema}.ends VALUES (positions);
  END IF;
END
$settle$;

CREATE PROCEDURE ${schema}.append(
  plan integer[], streams text[], homes smallint[], ids bytea[], stream_of integer[], id_of integer[], types text[],
  schemas integer[], ats bigint[], actors text[], metas text[], fingerprints text[], crcs integer[], datas text[],
  digests bytea, INOUT answer bigint[] DEFAULT NULL
) LANGUAGE plpgsql AS $append$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  answer := ${schema}.append_batch(plan, streams, homes, ids, stream_of, id_of, types, schemas, ats, actors, metas,
    fingerprints, crcs, datas, digests);
  COMMIT;
  CALL ${schema}.settle(answer[2 * (plan[1] + plan[2]) + 1 :]);
END
$append$;

-- The last positions that are safe, given those that are known to be.
CREATE PROCEDURE ${schema}.heads(known bigint[], INOUT safe bigint[] DEFAULT NULL) LANGUAGE plpgsql AS $heads$
BEGIN
  SELECT array_agg(coalesce((
      SELECT e.position FROM ${schema}.events e WHERE e.partition = p.partition ORDER BY e.position DESC LIMIT 1
    ), 0) ORDER BY p.partition)
    INTO safe FROM ${schema}.partitions p;
  IF safe <> known THEN
    COMMIT;
    CALL ${schema}.settle();
  END IF;
END
$heads$;
`;
