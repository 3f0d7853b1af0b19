import { durably } from '../durably.ts';
import type { Migration } from '../migrations/migrate.ts';

const keys: Migration = {
  name: 'keys',
  sql: (schema) => `
    -- A person without a key was erased.
    CREATE TABLE ${schema}.keys (person text COLLATE "C" PRIMARY KEY, wrapped bytea);
    CREATE TABLE ${schema}.secrets (name text COLLATE "C" PRIMARY KEY, wrapped bytea NOT NULL);
    -- Numbered under a lock, so that whoever has read up to a number has missed none.
    CREATE TABLE ${schema}.erasures (
      number bigint PRIMARY KEY,
      person text COLLATE "C" NOT NULL UNIQUE,
      at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE TABLE ${schema}.last_erasure (one boolean PRIMARY KEY DEFAULT true CHECK (one), number bigint NOT NULL);
    INSERT INTO ${schema}.last_erasure (number) VALUES (0);

    CREATE FUNCTION ${schema}.ensure(persons text[], made bytea[])
      RETURNS TABLE (person text, wrapped bytea) LANGUAGE plpgsql AS $ensure$
    BEGIN
      ${durably}
      INSERT INTO ${schema}.keys AS k (person, wrapped) SELECT * FROM unnest(persons, made) n ORDER BY 1
        ON CONFLICT DO NOTHING;
      RETURN QUERY SELECT k.person, k.wrapped FROM ${schema}.keys k WHERE k.person = ANY (persons);
    END
    $ensure$;

    -- True when other processes may not have heard of it yet: now, or lately.
    CREATE FUNCTION ${schema}.destroy(whom text) RETURNS boolean LANGUAGE plpgsql AS $destroy$
    DECLARE
      next bigint;
    BEGIN
      ${durably}
      INSERT INTO ${schema}.keys AS k (person, wrapped) VALUES (whom, NULL)
        ON CONFLICT (person) DO UPDATE SET wrapped = NULL WHERE k.wrapped IS NOT NULL;
      IF FOUND THEN
        UPDATE ${schema}.last_erasure SET number = number + 1 RETURNING number INTO next;
        INSERT INTO ${schema}.erasures (number, person) VALUES (next, whom);
      END IF;
      RETURN EXISTS (
        SELECT FROM ${schema}.erasures e WHERE e.person = whom AND e.at > clock_timestamp() - interval '1 minute'
      );
    END
    $destroy$;

    CREATE FUNCTION ${schema}.secret(which text, made bytea) RETURNS bytea LANGUAGE plpgsql AS $secret$
    BEGIN
      ${durably}
      INSERT INTO ${schema}.secrets (name, wrapped) VALUES (which, made) ON CONFLICT DO NOTHING;
      RETURN (SELECT s.wrapped FROM ${schema}.secrets s WHERE s.name = which);
    END
    $secret$;`,
};

export const keyMigrations: readonly Migration[] = [keys];
