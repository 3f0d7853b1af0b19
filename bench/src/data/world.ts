import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Who and what there is in a data folder. */
export interface World {
  readonly people: readonly string[];
  readonly posts: readonly { readonly id: string; readonly author: string }[];
  readonly events: number;
}

/** A data folder with a world in it, to be used up. */
export interface WorldFolder extends World {
  readonly folder: string;
  remove(): Promise<void>;
}

const cache = fileURLToPath(new URL('../../.data', import.meta.url));

/** A copy of a world, which is made once and kept under bench/.data (delete that to have it made anew). */
export async function worldFolder(
  name: string,
  make: (folder: string) => Promise<World>,
): Promise<WorldFolder> {
  const kept = join(cache, name);
  if (!existsSync(kept)) {
    console.log(`  making the data folder ${name} (once) …`);
    const fresh = `${kept}.new`;
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh, { recursive: true });
    await writeFile(join(fresh, 'world.json'), JSON.stringify(await make(join(fresh, 'data'))));
    await rename(fresh, kept);
  }
  const world = JSON.parse(await readFile(join(kept, 'world.json'), 'utf8')) as World;
  const folder = await scratchFolder(name);
  await cp(join(kept, 'data'), folder, { recursive: true });
  return { ...world, folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** An empty folder on the same disk as the kept worlds: /tmp may be memory, where fsync costs nothing. */
export async function scratchFolder(name: string): Promise<string> {
  await mkdir(cache, { recursive: true });
  return mkdtemp(join(cache, `tmp-${name}-`));
}
