import { durably } from '../durably.ts';
import type { Migration } from '../migrations/migrate.ts';

/**
 * Who is there has a row with the time until which it is believed; who holds what has a row with its epoch. A lease has
 * no time of its own: it ends with its holder's, so that keeping a hundred of them is one write.
 */
export const leaseMigrations: readonly Migration[] = [
  {
    name: 'leases',
    sql: (schema) => `
      CREATE TABLE ${schema}.members (
        name text COLLATE "C" PRIMARY KEY,
        wants text[] NOT NULL,
        needs text[] NOT NULL,
        until timestamptz NOT NULL
      ) WITH (fillfactor = 50);
      CREATE TABLE ${schema}.leases (
        work text COLLATE "C" PRIMARY KEY,
        holder text COLLATE "C",
        epoch bigint NOT NULL DEFAULT 0
      ) WITH (fillfactor = 50);

      -- A time further ahead than anyone is given is from before the clock went back.
      CREATE FUNCTION ${schema}.believed(until timestamptz, hold interval) RETURNS boolean LANGUAGE sql VOLATILE AS $$
        SELECT until > clock_timestamp() AND until <= clock_timestamp() + 2 * hold
      $$;

      -- What is lost of it in a crash is said again a moment later: it need not wait for the disk.
      CREATE FUNCTION ${schema}.beat(who text, its_wants text[], its_needs text[], hold interval, most integer)
        RETURNS text LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM set_config('synchronous_commit', 'off', true);
        INSERT INTO ${schema}.members VALUES (who, its_wants, its_needs, clock_timestamp() + hold)
          ON CONFLICT (name) DO UPDATE SET wants = excluded.wants, needs = excluded.needs, until = excluded.until;
        DELETE FROM ${schema}.members WHERE name IN (
          SELECT name FROM ${schema}.members WHERE name <> who AND NOT ${schema}.believed(until, hold)
            FOR UPDATE SKIP LOCKED);
        RETURN json_build_object(
          'members', (SELECT json_agg(json_build_object('name', name, 'wants', wants, 'needs', needs))
            FROM (SELECT * FROM ${schema}.members WHERE ${schema}.believed(until, hold)
              ORDER BY name LIMIT most) there),
          'held', (SELECT json_agg(json_build_object('work', work, 'holder', holder, 'epoch', epoch))
            FROM ${schema}.leases l JOIN ${schema}.members m ON m.name = l.holder
            WHERE ${schema}.believed(m.until, hold)));
      END $$;

      -- The rows are taken first and looked at afterwards: two who claim at once see what the other did.
      CREATE FUNCTION ${schema}.claim(who text, works text[], hold interval) RETURNS text LANGUAGE plpgsql AS $$
      BEGIN
        ${durably}
        INSERT INTO ${schema}.leases (work) SELECT DISTINCT unnest(works) ON CONFLICT DO NOTHING;
        PERFORM FROM ${schema}.leases WHERE work = ANY (works) ORDER BY work FOR NO KEY UPDATE;
        IF NOT EXISTS (SELECT FROM ${schema}.members WHERE name = who AND ${schema}.believed(until, hold)) THEN
          RETURN '[]';
        END IF;
        UPDATE ${schema}.leases l SET holder = who, epoch = epoch + 1
          WHERE work = ANY (works) AND holder IS DISTINCT FROM who AND NOT EXISTS (
            SELECT FROM ${schema}.members m WHERE m.name = l.holder AND ${schema}.believed(m.until, hold));
        RETURN (SELECT coalesce(json_agg(json_build_object('work', work, 'epoch', epoch)), '[]')
          FROM ${schema}.leases WHERE work = ANY (works) AND holder = who);
      END $$`,
  },
];
