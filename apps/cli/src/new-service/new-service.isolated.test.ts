import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { typing } from '../testing/fake-cli.ts';
import { treeCopy } from './testing/tree-copy.ts';

let tree: string;
before(() => void (tree = treeCopy()));
after(() => rmSync(tree, { recursive: true, force: true }));

/** Runs Node in the copy; answers what it printed. */
const node = (...args: readonly string[]): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    // A test runner that is told it runs inside another one reports to that one only.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    execFile(process.execPath, args, { cwd: tree, env, timeout: 240_000 }, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, said: out + err }),
    );
  });

const make = (...words: readonly string[]) => typing(['new', 'service', ...words, '--tree', tree]);

test('a new service passes its own tests and the checks at once', async () => {
  const made = await make('activities');
  assert.deepEqual([made.code, made.err], [0, []]);
  assert.match(made.out.join('\n'), /services\/activities: 15 files/);

  const tests = readdirSync(join(tree, 'services/activities/src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => join('services/activities/src', path));
  const ran = await node('--test', '--test-isolation=none', '--test-reporter=tap', ...tests);
  assert.equal(ran.code, 0, ran.said);
  assert.match(ran.said, /# pass 10\n/);

  writeFileSync(
    join(tree, 'tsconfig.activities.json'),
    JSON.stringify({
      extends: './tsconfig.json',
      include: ['services/activities', 'apps/server/src/services.ts'],
    }),
  );
  for (const [what, ...args] of [
    ['types', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.activities.json'],
    ['format', 'node_modules/oxfmt/bin/oxfmt', '--list-different', 'services/activities', 'apps/server/src'],
    ['lint', 'node_modules/oxlint/bin/oxlint', 'services/activities', 'apps/server/src/services.ts'],
    ['lockfile', 'scripts/check/lockfile.ts'],
    ['contract', 'apps/server/src/contract.ts', '--check'],
    ['architecture', '--test', '--test-isolation=none', 'architecture.test.ts'],
  ] as const) {
    const { code, said } = await node(...args);
    assert.equal(code, 0, `${what}: ${said}`);
  }
  const contract = readFileSync(join(tree, 'contract/openapi.json'), 'utf8');
  for (const declared of ['/v1/activities/{activity}', 'AddActivity']) assert.ok(contract.includes(declared));
  assert.match(readFileSync(join(tree, 'apps/server/src/services.ts'), 'utf8'), /[\s,]activities[,\]} ]/);
});

test('a second one stands beside it', async () => {
  assert.equal((await make('weather', '--of', 'report')).code, 0);
  assert.equal((await node('apps/server/src/contract.ts', '--check')).code, 0);
});

test('what exists is left as it is, and names that are taken are refused', async () => {
  const lock = (): string => readFileSync(join(tree, 'package-lock.json'), 'utf8');
  const earlier = lock();
  for (const [name, of, says] of [
    ['posts', undefined, /services\/posts exists already and was left as it is/],
    ['handles', undefined, /already the stream “handle”/],
    ['sessions', undefined, /already the path \/v1\/sessions/],
    ['secrets', undefined, /already the word “secrets”/],
    ['photos', 'post', /already the stream “post”.*the schema Post/],
  ] as const) {
    const { code, err } = await make(name, ...(of === undefined ? [] : ['--of', of]));
    assert.equal(code, 1, name);
    assert.match(err.join('\n'), says);
  }
  assert.equal(lock(), earlier);
  assert.deepEqual(
    readdirSync(join(tree, 'services')).filter((name) => /^\.|handles|sessions|secrets|photos/.test(name)),
    [],
  );
});

test('a folder that is no clone is refused', async () => {
  const { code, err } = await typing(['new', 'service', 'clubs', '--tree', join(tree, 'docs')]);
  assert.equal(code, 1);
  assert.match(err.join('\n'), /is no tree of Touchline/);
});
