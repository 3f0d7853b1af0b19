import { Fault } from '@touchline/kernel';
import type { Database } from '../database.ts';

const versionLeast = 150_000;

type Settings = readonly [version: string, number: number, fsync: string, pages: string, standbys: string, isolation: string, standby: boolean]; // prettier-ignore

/** How safe an answered append is, in words. Refuses a server that keeps no promise. */
export async function durabilityOf(database: Database): Promise<string> {
  const [settings] = await database.read<Settings>(
    `SELECT current_setting('server_version'), current_setting('server_version_num')::integer,
       current_setting('fsync'), current_setting('full_page_writes'),
       current_setting('synchronous_standby_names'), current_setting('default_transaction_isolation'),
       pg_is_in_recovery()`,
  );
  if (!settings) throw unfit('PostgreSQL does not tell its settings');
  const [version, number, fsync, pages, standbys, isolation, standby] = settings;
  if (number < versionLeast)
    throw unfit(`PostgreSQL ${version} is too old: 15 is the oldest that is supported`);
  if (standby) throw unfit('this server is a standby and takes no writes: give the address of the primary');
  if (fsync !== 'on') throw unfit('fsync is off: a power cut destroys the log. Set fsync = on');
  if (pages !== 'on') throw unfit('full_page_writes is off: a power cut can destroy the log. Set it to on');
  if (isolation !== 'read committed')
    throw unfit(`default_transaction_isolation is '${isolation}'. Set it to 'read committed'`);
  const onDisk = `Every answered write is on disk (PostgreSQL ${version}, fsync on)`;
  return standbys === ''
    ? `${onDisk}, on this one server: what it alone has is lost with it (synchronous_standby_names is empty).`
    : `${onDisk}, and on its standbys (synchronous_standby_names = ${standbys}).`;
}

const unfit = (what: string): Fault =>
  new Fault('internal', `The event store cannot keep its promises: ${what}.`, { retryable: false });
