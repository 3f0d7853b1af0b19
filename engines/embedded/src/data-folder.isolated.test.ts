import { equal, match, rejects, throws } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { lockFolder } from './data-folder.ts';
import { embeddedEngine } from './index.ts';

const inFolder = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-folder-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

it('ES19: a folder in use is refused with the number of the process, and free again after a kill', () =>
  inFolder(async (folder) => {
    const source = `import { lockFolder } from ${JSON.stringify(new URL('./data-folder.ts', import.meta.url).href)};
      lockFolder(${JSON.stringify(folder)}); process.stdout.write('locked'); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => other.stdout.once('data', resolve));
    throws(
      () => lockFolder(folder),
      (error: Error) => {
        match(error.message, new RegExp(`in use by process ${other.pid}. Stop it first`));
        return true;
      },
    );
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
    lockFolder(folder).release();
  }));

it('ES19: a second engine in the same process is refused, too; after closing the folder is free', () =>
  inFolder(async (folder) => {
    const engine = await embeddedEngine({ folder, partitions: 1 });
    await rejects(embeddedEngine({ folder, partitions: 1 }), /in use by process/);
    await engine.close();
    await (await embeddedEngine({ folder, partitions: 1 })).close();
  }));

it('ES19, VW35: an engine that met a damaged view file lets go of all its files; the next one starts it empty', () =>
  inFolder(async (folder) => {
    const file = join(folder, 'views', 'posts.db');
    const engine = await embeddedEngine({ folder, partitions: 1 });
    await (
      await engine.views('posts')
    ).commit({
      consumer: 'page',
      cursor: { partition: 0, position: 7 },
      changes: [],
    });
    await engine.close();
    // The first page stays: the damage shows when what is in the tables is asked for.
    const damaged = readFileSync(file);
    writeFileSync(file, damaged.fill(0xa5, 8192));

    const met = await embeddedEngine({ folder, partitions: 1 });
    await rejects(async () => met.views('posts'), { code: 'corrupt' });
    await met.close();
    const next = await embeddedEngine({ folder, partitions: 1 });
    equal((await (await next.views('posts')).cursors('page', 1))[0], 0);
    await next.close();
  }));
