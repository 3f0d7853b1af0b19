import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { ensureApps } from './apps.mjs';

/** A repository with a web app and a build that writes its sources' text into a page and a script. */
function repository(t: TestContext) {
  const root = mkdtempSync(join(tmpdir(), 'touchline-apps-'));
  t.after(() => rmSync(root, { recursive: true }));
  t.mock.method(console, 'error', (line: string) => void said.push(line));
  const said: string[] = [];
  const built: string[] = [];
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const read = (path: string): Buffer => readFileSync(join(root, path));
  write('package-lock.json', '{}');
  write('apps/web/vite.config.ts', '');
  write('apps/web/src/main.ts', 'one');
  const build = async (app: string, outDir: string): Promise<number> => {
    built.push(app);
    const text = readFileSync(join(app, 'src/main.ts'), 'utf8');
    if (text === 'broken') return 1;
    writeFileSync(join(outDir, 'index.html'), `<p>${text}</p>`);
    writeFileSync(join(outDir, 'app.js'), text.repeat(1000));
    return 0;
  };
  return { root, said, built, write, read, ensure: () => ensureApps(root, build) };
}

test('an app is built when its sources or its packages have changed, and only then', async (t) => {
  const { root, built, write, read, ensure } = repository(t);
  await ensure();
  deepEqual([built.length, read('apps/web/dist/index.html').toString()], [1, '<p>one</p>']);
  await ensure();
  equal(built.length, 1);
  for (const path of [
    'apps/web/journeys/x.ts',
    'apps/web/src/main.test.ts',
    'apps/web/node_modules/a/b.js',
  ]) {
    write(path, 'does not end up in a build');
    await ensure();
    equal(built.length, 1, path);
  }
  write('apps/web/src/main.ts', 'two');
  await ensure();
  deepEqual([built.length, read('apps/web/dist/index.html').toString()], [2, '<p>two</p>']);
  write('package-lock.json', '{"a":1}');
  await ensure();
  equal(built.length, 3);
  ok(!existsSync(join(root, 'apps/console')));
});

test('what is worth it is compressed beside the file', async (t) => {
  const { root, read, ensure } = repository(t);
  await ensure();
  const script = read('apps/web/dist/app.js').toString();
  equal(brotliDecompressSync(read('apps/web/dist/app.js.br')).toString(), script);
  equal(gunzipSync(read('apps/web/dist/app.js.gz')).toString(), script);
  ok(!existsSync(join(root, 'apps/web/dist/index.html.br')));
});

test('a build that fails is said, leaves the last one, and is tried again', async (t) => {
  const { said, built, write, read, ensure } = repository(t);
  await ensure();
  write('apps/web/src/main.ts', 'broken');
  await ensure();
  ok(said.some((line) => line.includes('could not be built') && line.includes('npx vite build apps/web')));
  equal(read('apps/web/dist/index.html').toString(), '<p>one</p>');
  await ensure();
  equal(built.length, 3);
});
