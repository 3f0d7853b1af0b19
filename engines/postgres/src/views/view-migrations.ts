import { durably } from '../durably.ts';
import type { Migration } from '../migrations/migrate.ts';
import { viewStates } from './view-fault.ts';

/**
 * What a service's view schema holds beside its views' own tables. A consumer has one row: its lock, its epoch, its last
 * commit and its position in each partition (the first partition is the array's first).
 */
export const viewMigrations: readonly Migration[] = [
  {
    name: 'bookkeeping',
    sql: (schema) => `
      CREATE TABLE ${schema}.tables (id text COLLATE "C" PRIMARY KEY, declared text NOT NULL);
      CREATE TABLE ${schema}.consumers (
        consumer text COLLATE "C" PRIMARY KEY,
        epoch bigint NOT NULL DEFAULT 0,
        last text,
        positions bigint[] NOT NULL DEFAULT '{}'
      ) WITH (fillfactor = 50);
      CREATE TABLE ${schema}.parked (
        consumer text COLLATE "C",
        partition integer,
        position bigint,
        sequence text NOT NULL,
        type text NOT NULL,
        stream text NOT NULL,
        error text NOT NULL,
        attempts integer NOT NULL,
        at bigint NOT NULL,
        PRIMARY KEY (consumer, partition, position)
      );
      CREATE TABLE ${schema}.documents (name text COLLATE "C" PRIMARY KEY, json text NOT NULL);
      ${advance(schema)};
      ${park(schema)}`,
  },
  { name: 'advance durably', sql: (schema) => advance(schema, true) },
];

/**
 * The first step of every commit. It takes the consumer's row, so that what it compares still holds when the commit
 * ends: a commit that comes late, from a process that was overtaken or over a connection that was given up, finds
 * another epoch or another commit before it, and is undone whole (VW26, VW37). The first text is a released migration: it
 * stays as it is, to the letter. The one that is durable waits for the disk also where the role or the database does not.
 */
const advance = (schema: string, isDurable = false): string => `
  CREATE${isDurable ? ' OR REPLACE' : ''} FUNCTION ${schema}.advance(
    whose text, by_epoch bigint, id text, after text, to_partition integer, to_position bigint, lax boolean
  ) RETURNS boolean LANGUAGE plpgsql AS $$
  DECLARE
    its ${schema}.consumers;
    missing integer;
  BEGIN
    -- VW38: of this transaction only. A later one that waits for the disk takes this one with it.
    IF lax THEN PERFORM set_config('synchronous_commit', 'off', true); END IF;${isDurable ? `\n    IF NOT lax THEN ${durably}\n    END IF;` : ''}
    SELECT * INTO its FROM ${schema}.consumers WHERE consumer = whose FOR NO KEY UPDATE;
    IF NOT FOUND THEN
      INSERT INTO ${schema}.consumers (consumer) VALUES (whose) ON CONFLICT DO NOTHING;
      SELECT * INTO its FROM ${schema}.consumers WHERE consumer = whose FOR NO KEY UPDATE;
    END IF;
    IF by_epoch < its.epoch THEN
      RAISE EXCEPTION '% is owned by a newer process (epoch %, not %).', whose, its.epoch, by_epoch
        USING ERRCODE = '${viewStates.overtaken}';
    END IF;
    IF id IS NOT NULL AND its.last IS DISTINCT FROM after THEN
      RAISE EXCEPTION 'The last commit of % is %, not %: another has written.', whose, its.last, after
        USING ERRCODE = '${viewStates.followed}';
    END IF;
    IF to_partition IS NOT NULL THEN
      missing := to_partition + 1 - cardinality(its.positions);
      IF missing > 0 THEN its.positions := its.positions || array_fill(0::bigint, ARRAY[missing]); END IF;
      its.positions[to_partition + 1] := to_position;
    END IF;
    UPDATE ${schema}.consumers
      SET epoch = greatest(its.epoch, by_epoch), last = coalesce(id, its.last), positions = its.positions
      WHERE consumer = whose;
    RETURN true;
  END $$`;

const park = (schema: string): string => `
  CREATE FUNCTION ${schema}.park(
    advanced boolean, whose text, gone_partitions integer[], gone_positions bigint[],
    partitions integer[], positions bigint[], sequences text[], types text[], streams text[], errors text[],
    attempts integer[], ats bigint[]
  ) RETURNS boolean LANGUAGE plpgsql AS $$
  BEGIN
    DELETE FROM ${schema}.parked p USING unnest(gone_partitions, gone_positions) gone (partition, position)
      WHERE p.consumer = whose AND p.partition = gone.partition AND p.position = gone.position;
    INSERT INTO ${schema}.parked
      SELECT whose, * FROM unnest(partitions, positions, sequences, types, streams, errors, attempts, ats)
      ON CONFLICT (consumer, partition, position) DO UPDATE SET
        sequence = excluded.sequence, type = excluded.type, stream = excluded.stream, error = excluded.error,
        attempts = excluded.attempts, at = excluded.at;
    RETURN advanced;
  END $$`;
