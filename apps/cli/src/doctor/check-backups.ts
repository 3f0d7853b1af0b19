import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bad, good, unknown, type Finding } from './finding.ts';

/** One a day, and two hours to make it. */
const ageMaxMs = 26 * 3_600_000;
const hourMs = 3_600_000;
const foldersMax = 1000;

/** How old the newest whole backup in a folder is. A backup has its manifest only when it is complete. */
export async function checkBackups(folder: string | undefined, nowMs: number): Promise<Finding> {
  if (folder === undefined)
    return unknown('backups', 'nobody said where they are', 'Name their folder with --backups DIR.');
  const names = await readdir(folder).catch(() => undefined);
  if (!names)
    return bad('backups', `${folder} cannot be read`, 'Name the folder of the backups with --backups DIR.');
  let newest = 0;
  for (const name of ['.', ...names].slice(0, foldersMax))
    newest = Math.max(newest, await madeAt(join(folder, name)));
  if (newest === 0)
    return bad(
      'backups',
      `there is none in ${folder}`,
      `Make one: npx touchline backup ${join(folder, 'NAME')}`,
    );
  const ageMs = nowMs - newest;
  const what = `the newest is ${Math.max(0, Math.round(ageMs / hourMs))} hours old`;
  return ageMs > ageMaxMs
    ? bad('backups', what, `Make one a day: npx touchline backup ${join(folder, 'NAME')}`)
    : good('backups', what);
}

async function madeAt(backup: string): Promise<number> {
  try {
    const manifest = JSON.parse(await readFile(join(backup, 'manifest.json'), 'utf8')) as { madeAt?: string };
    return Date.parse(manifest.madeAt ?? '') || 0;
  } catch {
    return 0;
  }
}
