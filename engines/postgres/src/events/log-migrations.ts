import type { Migration } from '../migrations/migrate.ts';
import { appendFunction } from './append-function.ts';
import {
  appendPlainAfterFunction,
  appendPlainBySubscripts,
  appendPlainFunction,
} from './append-plain-function.ts';

const tables: Migration = {
  name: 'the log',
  sql: (schema) => `
    -- Fixed when the log is created.
    CREATE TABLE ${schema}.log (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      partitions smallint NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now()
    );
    -- Locked by whoever appends to a partition, and never changed: a row that changes with every append would trail
    -- its old versions behind it for as long as anyone reads an old snapshot, a backup for example.
    CREATE TABLE ${schema}.partitions (partition smallint PRIMARY KEY);
    CREATE TABLE ${schema}.events (
      partition smallint NOT NULL,
      version integer NOT NULL,
      position bigint NOT NULL,
      at bigint NOT NULL,
      schema integer NOT NULL,
      crc integer NOT NULL,
      checksum bytea NOT NULL,
      type text COLLATE "C" NOT NULL,
      stream text COLLATE "C" NOT NULL,
      actor text COLLATE "C",
      meta text COLLATE "C",
      -- Of the command's first event: hash of its id, fingerprint of its content, all it wrote if that is more.
      command bytea,
      fingerprint text COLLATE "C",
      places text COLLATE "C",
      data text COLLATE "C" NOT NULL,
      PRIMARY KEY (partition, position),
      UNIQUE (stream, version)
      -- Rows never change: the first vacuum may freeze them, so that no later one has to.
    ) WITH (autovacuum_freeze_min_age = 0);
    -- ID5: which ids were used.
    CREATE UNIQUE INDEX ON ${schema}.events (command) WHERE command IS NOT NULL;
    -- TE2: how far the log went, written after each batch by whoever answered it, and folded now and then (ends.ts).
    -- By partition + 1; 0 where the batch wrote nothing.
    CREATE TABLE ${schema}.ends (positions bigint[] NOT NULL);`,
};

const append: Migration = { name: 'append', sql: appendFunction };

/** Forwards only: a change of the function is another migration that replaces it. */
const appendPlain: Migration = { name: 'append plain', sql: appendPlainFunction };

const bySubscripts: Migration = { name: 'append plain by subscripts', sql: appendPlainBySubscripts };

const plainAfter: Migration = { name: 'append plain after', sql: appendPlainAfterFunction };

/**
 * A log keeps the way it was made with (command-key.ts): processes of an older release, which know one way, may append to
 * it. So ids are kept by time only where this release makes the tables, too: an older one may be about to make the log.
 */
const commandIds: Migration = {
  name: 'command ids',
  sql: (schema) => `
    ALTER TABLE ${schema}.log ADD COLUMN command_ids text NOT NULL DEFAULT 'hashed'
      CHECK (command_ids IN ('hashed', 'timed'));
    DO $$ BEGIN
      IF EXISTS (SELECT FROM ${schema}.migrations WHERE number = 1 AND at = now()) THEN
        ALTER TABLE ${schema}.log ALTER command_ids SET DEFAULT 'timed';
      END IF;
    END $$`,
};

export const logMigrations: readonly Migration[] = [
  tables,
  append,
  appendPlain,
  bySubscripts,
  plainAfter,
  commandIds,
];
