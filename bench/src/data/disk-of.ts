import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of the files of a closed data folder, by file. */
export async function diskOf(folder: string): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(path.slice(folder.length + 1), (await stat(path)).size);
  }
  return found;
}
