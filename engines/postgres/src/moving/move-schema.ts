import type { Migration } from '../migrations/migrate.ts';
import { readOnlyState } from './read-only-state.ts';

/**
 * What stands beside a store that is moved. `json` is its mark; `held_until` bounds how long writes are held without one,
 * so that a move that was killed holds nothing up for long; `run` is the process that fills it.
 */
const mark: Migration = {
  name: 'mark',
  sql: (schema) => `
    CREATE TABLE ${schema}.mark (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      json text COLLATE "C",
      run text COLLATE "C",
      held_until timestamptz
    );
    INSERT INTO ${schema}.mark DEFAULT VALUES;

    CREATE FUNCTION ${schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS $refuse$
    DECLARE
      m ${schema}.mark;
    BEGIN
      -- Locked, so that a hold that is just being prolonged or closed is waited for.
      SELECT * INTO m FROM ${schema}.mark FOR SHARE;
      IF m.json IS NULL AND coalesce(m.held_until, '-infinity') < clock_timestamp() THEN
        RETURN NULL;
      END IF;
      IF m.run = current_setting('touchline.filling', true) THEN
        RETURN NULL;
      END IF;
      RAISE EXCEPTION 'this community is moved to another place' USING ERRCODE = '${readOnlyState}';
    END
    $refuse$;`,
};

export const moveMigrations: readonly Migration[] = [mark];

/** The tables that take no writes while a store is held, in the order in which they are locked. */
export const heldTables = {
  log: (schema: string) => [`${schema}.events`],
  ledger: (schema: string) =>
    ['consumers', 'parked', 'documents'].map((table) => `${schema}_ledger.${table}`),
  queue: (schema: string) => ['messages', 'dead', 'finished'].map((table) => `${schema}_queue.${table}`),
  keys: (schema: string) => ['keys', 'secrets', 'erasures'].map((table) => `${schema}_keys.${table}`),
} as const;

const triggerName = 'touchline_moving';

export const fenceText = (schema: string, tables: readonly string[]): string =>
  tables
    .map(
      (table) =>
        `CREATE OR REPLACE TRIGGER ${triggerName} BEFORE INSERT OR UPDATE OR DELETE ON ${table}
         FOR EACH STATEMENT EXECUTE FUNCTION ${schema}_move.refuse()`,
    )
    .join(';');

export const unfenceText = (tables: readonly string[]): string =>
  tables.map((table) => `DROP TRIGGER IF EXISTS ${triggerName} ON ${table}`).join(';');
