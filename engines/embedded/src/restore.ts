import { chmodSync, cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { VerifyReport } from '@touchline/kernel/ports';
import { hashFiles, makeFirm, type BackupManifest } from './backup.ts';
import { folderFiles, manifestName } from './data-folder.ts';
import { verifyLog } from './event-store-verify.ts';
import { fsyncFolder } from './fsync-folder.ts';
import { isWithin } from './is-within.ts';
import { buryKeys, erasedIn } from './key-store.ts';
import { makeFolder } from './make-folder.ts';
import { readManifest } from './read-manifest.ts';

export interface RestoreReport {
  readonly target: string;
  readonly events: number;
  /** Keys of persons that were destroyed once more, because they were erased after the backup was made. */
  readonly erased: number;
  /** What was checked, in words. */
  readonly proved: string;
  readonly log: VerifyReport;
}

export interface RestoreOptions {
  /** Persons who were erased since the backup was made: their keys are in it, and must not come back (PD6). */
  readonly erased?: readonly string[];
}

/** Puts a backup into an empty place, after proving that it is whole. A damaged one is refused and nothing is left. */
export async function restoreFolder(
  source: string,
  target: string,
  { erased = [] }: RestoreOptions = {},
): Promise<RestoreReport> {
  const from = resolve(source);
  const place = resolve(target);
  const manifest = readManifest(from);
  const partial = join(dirname(place), `.${basename(place)}.${process.pid}.partial`);
  preparePlace(place, from, partial);
  try {
    copyTo(partial, from, place);
    await compareFiles(partial, manifest);
    rmSync(join(partial, manifestName));
    const { log: path, secrets, keys } = folderFiles(partial);
    const before = new Set(erasedIn(partial));
    const again = erased.filter((person) => !before.has(person));
    buryKeys(keys, again);
    for (const name of readdirSync(secrets)) chmodSync(join(secrets, name), 0o600);
    const log = await verifyCopy(path, manifest);
    makeFirm(partial);
    if (existsSync(place)) rmSync(place, { recursive: true });
    renameSync(partial, place);
    fsyncFolder(dirname(place));
    const proved =
      `All ${Object.keys(manifest.files).length} files are those of the backup of ${manifest.madeAt}. ` +
      `${log.events} events in ${log.partitions.length} partitions follow each other without a gap, each matches its ` +
      `checksum, and the chains end where the backup says.`;
    return { target: place, events: log.events, erased: again.length, proved, log };
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

function preparePlace(place: string, from: string, partial: string): void {
  const found = statSync(place, { throwIfNoEntry: false });
  if (isWithin(place, from))
    throw new Error(`${place} lies in the backup, which stays as it is. Restore into a folder elsewhere.`);
  if (found && !found.isDirectory())
    throw new Error(`${place} is a file. Restore into a folder that is empty or does not exist.`);
  if (found && readdirSync(place).length > 0)
    throw new Error(`${place} is not empty. Restore into a folder that is empty or does not exist.`);
  try {
    makeFolder(dirname(place));
    rmSync(partial, { recursive: true, force: true });
  } catch (cause) {
    throw notMade(place, cause);
  }
}

function copyTo(partial: string, from: string, place: string): void {
  try {
    cpSync(from, partial, { recursive: true });
  } catch (cause) {
    throw notMade(place, cause);
  }
}

function notMade(place: string, cause: unknown): Error {
  const { code = String(cause) } = cause as NodeJS.ErrnoException;
  return new Error(`The backup cannot be copied to ${place} (${code}). Restore into another folder.`, {
    cause,
  });
}

async function compareFiles(folder: string, manifest: BackupManifest): Promise<void> {
  const found = await hashFiles(folder);
  for (const [path, hash] of Object.entries(manifest.files))
    if (found[path] !== hash)
      throw new Error(
        `The backup is damaged: ${path} ${found[path] ? 'has changed since it was made' : 'is missing'}.`,
      );
  for (const path of Object.keys(found))
    if (!(path in manifest.files)) throw new Error(`The backup holds ${path}, which it does not list.`);
}

async function verifyCopy(path: string, manifest: BackupManifest): Promise<VerifyReport> {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = WAL');
  db.close();
  const log = await verifyLog(path);
  const [first] = log.damage;
  if (first)
    throw new Error(
      `The log in the backup is damaged at event ${first.position} of partition ${first.partition}: ${first.what}.`,
    );
  if (manifest.heads.length !== log.partitions.length)
    throw new Error(
      `The manifest tells of ${manifest.heads.length} partitions, and the log has ${log.partitions.length}: one of them was changed. Use another backup.`,
    );
  for (const { partition, position, checksum } of manifest.heads) {
    const found = log.partitions[partition];
    if (found?.head !== position || found.checksum !== checksum)
      throw new Error(`Partition ${partition} does not end as the manifest says: ${position} ${checksum}.`);
  }
  return log;
}
