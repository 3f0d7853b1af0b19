import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One of these is in every folder that Touchline has begun. */
const ours = ['log.db', 'lock.db', 'secrets', 'run', 'moving.json'];
const shownMax = 3;

/** What to say of a folder that holds something, and nothing of ours: it may have been named by mistake. */
export function filesOfOthers(folder: string): string | undefined {
  if (!existsSync(folder) || ours.some((name) => existsSync(join(folder, name)))) return undefined;
  const names = readdirSync(folder).filter((name) => !name.startsWith('.') && name !== 'lost+found');
  if (names.length === 0) return undefined;
  const shown = `${names.toSorted().slice(0, shownMax).join(', ')}${names.length > shownMax ? ', …' : ''}`;
  return `${folder} holds files that are not Touchline's (${shown}), and it puts its own beside them. If that is not meant, stop it and choose another folder with --data.`;
}
