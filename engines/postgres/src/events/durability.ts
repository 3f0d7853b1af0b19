import { Fault } from '@touchline/kernel';
import type { Database } from '../database.ts';

/** How safe an answered write is. */
export interface Durability {
  /** In words, with the settings in force. */
  readonly words: string;
  /** What can be lost although it was answered, each with how to change it. Empty where nothing can. */
  readonly unsafe: readonly string[];
}

/** The server is set so that answered writes can be lost. */
export class UnsafeDurability extends Fault {
  constructor(unsafe: readonly string[]) {
    super('internal', `PostgreSQL is set so that answered writes can be lost: ${unsafe.join('; ')}.`, {
      retryable: false,
    });
  }
}

const versionLeast = 150_000;

export interface Settings {
  readonly version: string;
  readonly number: number;
  readonly fsync: string;
  readonly fullPageWrites: string;
  readonly dataSyncRetry: string;
  readonly synchronousCommit: string;
  readonly standbys: string;
  readonly isolation: string;
  readonly standby: boolean;
  readonly encoding: string;
  readonly byteaOutput: string;
  readonly floatDigits: number;
}

/** Refuses a server that keeps no promise; what it finds unsafe, only where that is not allowed. */
export async function durabilityOf(
  log: Database,
  allowUnsafe = false,
  keys: Database = log,
): Promise<Durability> {
  const found = durabilityFrom(await settingsOf(log), keys === log ? undefined : await settingsOf(keys));
  if (found.unsafe.length > 0 && !allowUnsafe) throw new UnsafeDurability(found.unsafe);
  return found;
}

/** Refuses a database that answers otherwise than it was written. */
export async function refuseOtherAnswers(database: Database): Promise<void> {
  checkAnswers(await settingsOf(database), 'What this database holds cannot be read as it was written');
}

async function settingsOf(database: Database): Promise<Settings> {
  const [[text] = ['']] = await database.read<[string]>(
    `SELECT json_build_object(
       'version', current_setting('server_version'), 'number', current_setting('server_version_num')::integer,
       'fsync', current_setting('fsync'), 'fullPageWrites', current_setting('full_page_writes'),
       'dataSyncRetry', current_setting('data_sync_retry'),
       'synchronousCommit', current_setting('synchronous_commit'),
       'standbys', current_setting('synchronous_standby_names'),
       'isolation', current_setting('default_transaction_isolation'), 'standby', pg_is_in_recovery(),
       'encoding', current_setting('server_encoding'), 'byteaOutput', current_setting('bytea_output'),
       'floatDigits', current_setting('extra_float_digits')::integer)::text`,
  );
  return JSON.parse(text) as Settings;
}

/** Judges the settings of the log's server, and those where the keys are if that is another database. */
export function durabilityFrom(log: Settings, keys?: Settings): Durability {
  checkFit(log, 'The event store cannot keep its promises');
  if (keys) checkFit(keys, 'The database of the keys cannot keep them');
  const ofKeys = keys ? unsafeSettings(keys).map((what) => `in the database of the keys ${what}`) : [];
  const unsafe = [...unsafeSettings(log), ...ofKeys];
  const settings = `In force: ${inForce(log)}${keys ? `; for the keys ${inForce(keys)}` : ''}.`;
  if (unsafe.length > 0) return { words: `UNSAFE: ${unsafe.join('; ')}. ${settings}`, unsafe };
  const where = `${placesOf(log)}${keys ? `; so are the keys, ${placesOf(keys)}` : ''}`;
  return {
    words: `Every answered write is on disk (PostgreSQL ${log.version}), ${where}. ${settings}`,
    unsafe,
  };
}

/** SQL_ASCII takes every byte as it comes. */
const encodings = new Set(['UTF8', 'SQL_ASCII']);

function checkFit(settings: Settings, otherwise: string): void {
  const { version, number, isolation, standby, encoding } = settings;
  if (number < versionLeast)
    refuse(otherwise, `PostgreSQL ${version} is too old: 15 is the oldest that is supported`);
  if (standby)
    refuse(otherwise, 'this server is a standby and takes no writes: give the address of the primary');
  if (isolation !== 'read committed')
    refuse(otherwise, `default_transaction_isolation is '${isolation}'. Set it to 'read committed'`);
  if (!encodings.has(encoding))
    refuse(
      otherwise,
      `the encoding of this database is ${encoding}, which does not hold every character. Make one with ENCODING 'UTF8'; npx touchline migrate moves there what is here already`,
    );
  checkAnswers(settings, otherwise);
}

function checkAnswers({ byteaOutput, floatDigits }: Settings, otherwise: string): void {
  if (byteaOutput !== 'hex') refuse(otherwise, `bytea_output is '${byteaOutput}'. Set it to 'hex'`);
  if (floatDigits < 1)
    refuse(
      otherwise,
      `extra_float_digits is ${floatDigits}, and numbers are read less exact than they were written. Set it to 1`,
    );
}

function refuse(otherwise: string, what: string): never {
  throw new Fault('internal', `${otherwise}: ${what}.`, { retryable: false });
}

function unsafeSettings({ fsync, fullPageWrites, dataSyncRetry }: Settings): string[] {
  const unsafe: string[] = [];
  if (fsync !== 'on')
    unsafe.push(
      `fsync is ${fsync}: a power cut or a crash of the machine can destroy the whole log, answered writes with it (set fsync = on, then SELECT pg_reload_conf())`,
    );
  if (fullPageWrites !== 'on')
    unsafe.push(
      `full_page_writes is ${fullPageWrites}: a power cut while a page is written can destroy the log (set full_page_writes = on, then SELECT pg_reload_conf())`,
    );
  if (dataSyncRetry !== 'off')
    unsafe.push(
      `data_sync_retry is ${dataSyncRetry}: a flush that failed is tried again, and what it lost is taken for written (set data_sync_retry = off and restart PostgreSQL)`,
    );
  return unsafe;
}

function placesOf({ standbys, synchronousCommit }: Settings): string {
  if (standbys === '')
    return 'on this one server: what it alone has is lost with it (synchronous_standby_names is empty)';
  if (synchronousCommit === 'remote_write')
    return `and in the memory of its standbys (${standbys}): synchronous_commit = on makes them write it to disk, too`;
  return `and on the disks of its standbys (${standbys})`;
}

/** What is answered raises `off` and `local` to `on` for itself, whatever the server, the role or the database says. */
function inForce({ fsync, synchronousCommit, fullPageWrites, standbys }: Settings): string {
  const raised = synchronousCommit === 'off' || synchronousCommit === 'local';
  const commit = raised
    ? `on (set to ${synchronousCommit}; every answered write raises it)`
    : synchronousCommit;
  return `fsync = ${fsync}, synchronous_commit = ${commit}, full_page_writes = ${fullPageWrites}, synchronous_standby_names = '${standbys}'`;
}
