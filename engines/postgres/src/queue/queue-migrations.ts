import { durably } from '../durably.ts';
import type { Migration } from '../migrations/migrate.ts';

/** A plan made while a table was small must not read all of it once it is large. */
const byKey = 'SET enable_seqscan = off SET jit = off';

/**
 * A message is the head of its key while no earlier one of the key is open; only heads are handed out, so a long line
 * behind a slow key costs nothing to step over. Whoever changes anything holds the one row of `gate`, which itself never
 * changes: calls are short, and come in batches.
 */
const queue: Migration = {
  name: 'queue',
  sql: (schema) => `
    CREATE TABLE ${schema}.gate (one boolean PRIMARY KEY DEFAULT true CHECK (one));
    INSERT INTO ${schema}.gate DEFAULT VALUES;
    CREATE SEQUENCE ${schema}.line;
    CREATE TABLE ${schema}.messages (
      seq bigint PRIMARY KEY,
      id text COLLATE "C" NOT NULL UNIQUE,
      key text COLLATE "C" NOT NULL,
      kind text COLLATE "C" NOT NULL,
      body text COLLATE "C" NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      head boolean NOT NULL,
      hidden_until bigint NOT NULL,
      touched_at bigint NOT NULL
    );
    CREATE INDEX ON ${schema}.messages (key, seq);
    CREATE INDEX ON ${schema}.messages (hidden_until, seq) WHERE head;
    CREATE TABLE ${schema}.dead (
      seq bigint PRIMARY KEY,
      id text COLLATE "C" NOT NULL UNIQUE,
      key text COLLATE "C" NOT NULL,
      kind text COLLATE "C" NOT NULL,
      body text COLLATE "C" NOT NULL,
      attempts integer NOT NULL,
      error text COLLATE "C" NOT NULL,
      died_at bigint NOT NULL
    );
    CREATE TABLE ${schema}.finished (seq bigint PRIMARY KEY, id text COLLATE "C" NOT NULL UNIQUE, at bigint NOT NULL);

    CREATE FUNCTION ${schema}.enter() RETURNS void LANGUAGE plpgsql AS $enter$
    BEGIN
      ${durably}
      PERFORM FROM ${schema}.gate FOR UPDATE;
    END
    $enter$;

    CREATE FUNCTION ${schema}.put(ids text[], keys text[], kinds text[], bodies text[], now bigint)
      RETURNS void LANGUAGE plpgsql ${byKey} AS $put$
    BEGIN
      PERFORM ${schema}.enter();
      INSERT INTO ${schema}.messages (seq, id, key, kind, body, head, hidden_until, touched_at)
        SELECT nextval('${schema}.line'), n.id, n.key, n.kind, n.body,
          n.place = 1 AND NOT EXISTS (SELECT FROM ${schema}.messages m WHERE m.key = n.key), now, now
        FROM (
          SELECT u.*, row_number() OVER (PARTITION BY u.key ORDER BY u.n) AS place
          FROM unnest(ids, keys, kinds, bodies) WITH ORDINALITY u(id, key, kind, body, n)
          WHERE NOT EXISTS (SELECT FROM ${schema}.messages m WHERE m.id = u.id)
            AND NOT EXISTS (SELECT FROM ${schema}.dead d WHERE d.id = u.id)
            AND NOT EXISTS (SELECT FROM ${schema}.finished f WHERE f.id = u.id)
          ORDER BY u.n
        ) n;
    END
    $put$;

    CREATE FUNCTION ${schema}.take(most integer, now bigint, until bigint)
      RETURNS TABLE (id text, key text, kind text, body text, attempts integer) LANGUAGE plpgsql ${byKey} AS $take$
    BEGIN
      PERFORM ${schema}.enter();
      RETURN QUERY
        WITH heads AS MATERIALIZED (
          SELECT m.seq, m.hidden_until FROM ${schema}.messages m WHERE m.head AND m.hidden_until <= now
          ORDER BY m.hidden_until, m.seq LIMIT most
        ), taken AS (
          UPDATE ${schema}.messages m
            SET attempts = m.attempts + 1, hidden_until = until, touched_at = now
            FROM heads h WHERE m.seq = h.seq
            RETURNING m.*, h.hidden_until AS since
        )
        SELECT t.id, t.key, t.kind, t.body, t.attempts FROM taken t ORDER BY t.since, t.seq;
    END
    $take$;

    -- The next of each key, if there is one, may be handed out from now on.
    CREATE FUNCTION ${schema}.promote(keys text[]) RETURNS void LANGUAGE sql AS $promote$
      UPDATE ${schema}.messages SET head = true WHERE NOT head AND seq IN (
        SELECT (SELECT min(m.seq) FROM ${schema}.messages m WHERE m.key = k.key) FROM unnest(keys) k(key))
    $promote$;

    CREATE FUNCTION ${schema}.done(ids text[], now bigint, forget_before bigint)
      RETURNS void LANGUAGE plpgsql ${byKey} AS $done$
    DECLARE
      keys text[];
    BEGIN
      PERFORM ${schema}.enter();
      WITH gone AS (
        DELETE FROM ${schema}.messages m WHERE m.id = ANY (ids) RETURNING m.id, m.key
      ), remembered AS (
        INSERT INTO ${schema}.finished (seq, id, at) SELECT nextval('${schema}.line'), g.id, now FROM gone g
      )
      SELECT array_agg(DISTINCT g.key) INTO keys FROM gone g;
      PERFORM ${schema}.promote(keys);
      -- The oldest come first, so a bounded look at them is enough.
      DELETE FROM ${schema}.finished f WHERE f.at < forget_before
        AND f.seq IN (SELECT o.seq FROM ${schema}.finished o ORDER BY o.seq LIMIT 10 + 2 * cardinality(ids));
    END
    $done$;

    CREATE FUNCTION ${schema}.failed(which text, why text, now bigint, until bigint, most integer)
      RETURNS void LANGUAGE plpgsql ${byKey} AS $failed$
    DECLARE
      of_key text;
    BEGIN
      PERFORM ${schema}.enter();
      UPDATE ${schema}.messages SET hidden_until = until, touched_at = now WHERE id = which AND attempts < most;
      IF FOUND THEN
        RETURN;
      END IF;
      WITH gone AS (
        DELETE FROM ${schema}.messages m WHERE m.id = which RETURNING m.*
      ), buried AS (
        INSERT INTO ${schema}.dead (seq, id, key, kind, body, attempts, error, died_at)
          SELECT nextval('${schema}.line'), g.id, g.key, g.kind, g.body, g.attempts, why, now FROM gone g
      )
      SELECT g.key INTO of_key FROM gone g;
      PERFORM ${schema}.promote(ARRAY[of_key]);
    END
    $failed$;

    CREATE FUNCTION ${schema}.retry(which text, now bigint) RETURNS void LANGUAGE plpgsql ${byKey} AS $retry$
    BEGIN
      PERFORM ${schema}.enter();
      WITH raised AS (
        DELETE FROM ${schema}.dead d WHERE d.id = which RETURNING d.*
      )
      INSERT INTO ${schema}.messages (seq, id, key, kind, body, head, hidden_until, touched_at)
        SELECT nextval('${schema}.line'), r.id, r.key, r.kind, r.body,
          NOT EXISTS (SELECT FROM ${schema}.messages m WHERE m.key = r.key), now, now
        FROM raised r;
    END
    $retry$;`,
};

const discard: Migration = {
  name: 'discard',
  sql: (schema) => `
    CREATE FUNCTION ${schema}.discard(which text, now bigint) RETURNS void LANGUAGE plpgsql ${byKey} AS $discard$
    BEGIN
      PERFORM ${schema}.enter();
      WITH gone AS (
        DELETE FROM ${schema}.dead d WHERE d.id = which RETURNING d.id
      )
      INSERT INTO ${schema}.finished (seq, id, at) SELECT nextval('${schema}.line'), g.id, now FROM gone g;
    END
    $discard$;`,
};

/** What all processes add to the server's clock (queue-time.ts): it changes when that clock jumps, and never else. */
const time: Migration = {
  name: 'time',
  sql: (schema) => `
    CREATE TABLE ${schema}.time (one boolean PRIMARY KEY DEFAULT true CHECK (one), ahead bigint NOT NULL);
    INSERT INTO ${schema}.time (ahead) VALUES (0);

    CREATE FUNCTION ${schema}.server_time() RETURNS bigint LANGUAGE sql VOLATILE AS $server_time$
      SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint
    $server_time$;

    -- What was written by who ran ahead is taken back by as much.
    CREATE FUNCTION ${schema}.take_back(by bigint, now bigint) RETURNS void LANGUAGE plpgsql AS $take_back$
    BEGIN
      PERFORM ${schema}.enter();
      UPDATE ${schema}.messages SET hidden_until = hidden_until - by, touched_at = touched_at - by
        WHERE touched_at > now + by / 2;
      UPDATE ${schema}.dead SET died_at = died_at - by WHERE died_at > now + by / 2;
      UPDATE ${schema}.finished SET at = at - by WHERE at > now + by / 2;
    END
    $take_back$;

    -- Only the first to notice a jump corrects it.
    CREATE FUNCTION ${schema}.correct_time(was bigint, by bigint, now bigint) RETURNS void LANGUAGE plpgsql AS $correct$
    BEGIN
      PERFORM ${schema}.enter();
      UPDATE ${schema}.time SET ahead = was + by WHERE ahead = was;
      IF FOUND AND by < 0 THEN
        PERFORM ${schema}.take_back(-by, now);
      END IF;
    END
    $correct$;`,
};

export const queueMigrations: readonly Migration[] = [queue, discard, time];
