import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { MoveMark } from '@touchline/kernel/moving';
import { fsyncFolder } from '../fsync-folder.ts';
import { writeFirmly } from './write-firmly.ts';

const pathIn = (folder: string): string => join(folder, 'moving.json');

/** What a data folder says of a move, if it says anything. */
export const moveMark = (folder: string): MoveMark | undefined =>
  existsSync(pathIn(folder)) ? (JSON.parse(readFileSync(pathIn(folder), 'utf8')) as MoveMark) : undefined;

export const writeMoveMark = (folder: string, mark: MoveMark): void =>
  writeFirmly(pathIn(folder), `${JSON.stringify(mark, null, 2)}\n`);

export function removeMoveMark(folder: string): void {
  rmSync(pathIn(folder), { force: true });
  fsyncFolder(folder);
}

/** No server starts on a folder that was moved away, or is not yet whole. */
export function refuseMoved(folder: string): void {
  const mark = moveMark(folder);
  if (mark?.kind === 'moved')
    throw new Error(
      `The community in ${folder} was moved to ${mark.other}, at ${mark.since}: start it there. To come back, move it from there into a new folder; or, as long as nothing was written there, npx touchline migrate --undo --from ${folder} --to THERE.`,
    );
  if (mark)
    throw new Error(
      `${folder} is being filled from ${mark.other}, and not whole. The same npx touchline migrate again goes on where it was.`,
    );
}
