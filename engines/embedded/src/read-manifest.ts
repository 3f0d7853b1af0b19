import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupManifest } from './backup.ts';
import { manifestName } from './data-folder.ts';

/** What a backup says about itself. Anything else than `backup` writes is refused. */
export function readManifest(folder: string): BackupManifest {
  const path = join(folder, manifestName);
  if (!existsSync(path))
    throw new Error(`${folder} holds no ${manifestName}: it is not a backup, or not a complete one.`);
  const manifest = parsed(path);
  const format = isObject(manifest) ? manifest['format'] : undefined;
  if (Number.isInteger(format) && format !== 1)
    throw new Error(
      `${path} has format ${String(format)}; this program reads 1. Restore with a newer version.`,
    );
  if (!isManifest(manifest)) throw damaged(path);
  return manifest;
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw damaged(path, cause);
  }
}

const damaged = (path: string, cause?: unknown): Error =>
  new Error(`${path} is damaged: it is not what \`backup\` writes. Use another backup.`, { cause });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isManifest(value: unknown): value is BackupManifest {
  if (!isObject(value)) return false;
  const { format, madeAt, heads, files } = value;
  return (
    format === 1 &&
    typeof madeAt === 'string' &&
    isObject(files) &&
    Object.values(files).every((hash) => typeof hash === 'string') &&
    Array.isArray(heads) &&
    heads.every(isHead)
  );
}

const isHead = (head: unknown): boolean =>
  isObject(head) &&
  Number.isInteger(head['partition']) &&
  Number.isInteger(head['position']) &&
  typeof head['checksum'] === 'string';
