import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { folderFiles, manifestName } from './data-folder.ts';
import { fsyncFile, fsyncFolder } from './fsync-folder.ts';
import { isWithin } from './is-within.ts';
import { makeFolder } from './make-folder.ts';
import { pragma } from './sqlite.ts';

/** What a backup says about itself: enough to prove a restore whole. */
export interface BackupManifest {
  readonly format: 1;
  readonly madeAt: string;
  readonly heads: readonly {
    readonly partition: number;
    readonly position: number;
    readonly checksum: string;
  }[];
  /** SHA-256 of every file, by its path in the backup. */
  readonly files: Readonly<Record<string, string>>;
}

export interface BackupReport extends BackupManifest {
  readonly target: string;
  readonly events: number;
}

/** What of an engine a backup needs. */
export interface BackupSource {
  readonly folder: string;
  /** Copies what it holds open for itself alone, each as of one moment. */
  copyHeld(to: { readonly ledger: string; readonly queue: string }): Promise<void>;
}

const pagesPerStep = 1000; // 8 MB between two turns of the event loop

/** A backup cannot be put where it was asked for. Nothing was done. */
export class NoPlace extends Error {
  override readonly name = 'NoPlace';
}

function preparePlace(place: string, partial: string, data: string): void {
  if (isWithin(place, resolve(data)))
    throw new NoPlace(
      `${place} lies in the data folder, and would be lost with it. Name another place for the backup.`,
    );
  if (existsSync(place))
    throw new NoPlace(`${place} exists already. Name a place for the backup that does not.`);
  try {
    rmSync(partial, { recursive: true, force: true });
    makeFolder(join(partial, 'secrets'), 0o700);
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    throw new NoPlace(`${place} cannot be made (${code}). Name another place for the backup.`, { cause });
  }
}

/**
 * Copies what cannot be rebuilt (log, keys, secrets, ledger, queue) while the engine runs, each as of one moment: first
 * the ledger, so that it knows of no event that the log does not hold; then the queue, which has every message the
 * ledger speaks of; then the log; then the keys, so that every event finds its own, unless its person was erased
 * meanwhile. Views, caches and the index of commands are left out. The target appears under its name only when it is
 * complete and on disk.
 */
export async function backupFolder(engine: BackupSource, target: string): Promise<BackupReport> {
  const source = folderFiles(engine.folder);
  const place = resolve(target);
  const partial = join(dirname(place), `.${basename(place)}.${process.pid}.partial`);
  preparePlace(place, partial, engine.folder);
  const copy = folderFiles(partial);
  try {
    await engine.copyHeld(copy);
    await copyDatabase(source.log, copy.log);
    await copyDatabase(source.keys, copy.keys);
    for (const path of [copy.log, copy.keys]) inOneFile(path);
    for (const name of secretFiles(source.secrets)) {
      copyFileSync(join(source.secrets, name), join(copy.secrets, name));
      chmodSync(join(copy.secrets, name), 0o600);
    }
    const manifest: BackupManifest = {
      format: 1,
      madeAt: new Date().toISOString(),
      heads: headsOf(copy.log),
      files: await hashFiles(partial),
    };
    writeFileSync(join(partial, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    makeFirm(partial);
    renameSync(partial, place);
    fsyncFolder(dirname(place));
    const events = manifest.heads.reduce((sum, head) => sum + head.position, 0);
    return { ...manifest, target: place, events };
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw error;
  }
}

/** One snapshot, however long the copy takes and whatever is written meanwhile. */
async function copyDatabase(from: string, to: string): Promise<void> {
  const db = new DatabaseSync(from, { readOnly: true });
  try {
    db.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
    await backup(db, to, { rate: pagesPerStep });
  } finally {
    db.close();
  }
}

/** Out of WAL: whoever looks at the copy with SQLite leaves no files beside it that the manifest does not list. */
function inOneFile(path: string): void {
  const db = new DatabaseSync(path);
  try {
    pragma(db, 'journal_mode = DELETE');
  } finally {
    db.close();
  }
}

const secretFiles = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.key'));

function headsOf(log: string): BackupManifest['heads'] {
  const db = new DatabaseSync(log, { readOnly: true });
  try {
    return db.prepare('SELECT partition, position, checksum FROM heads ORDER BY partition').all() as never;
  } finally {
    db.close();
  }
}

/** Every file but the manifest, by its path with forward slashes. */
export async function hashFiles(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === manifestName) continue;
    const path = join(entry.parentPath, entry.name);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    files[path.slice(folder.length + 1).replaceAll('\\', '/')] = hash.digest('hex');
  }
  return Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Everything in a folder, and its names, on disk. */
export function makeFirm(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) fsyncFile(path);
    else fsyncFolder(path);
  }
  fsyncFolder(folder);
}
