import { deepEqual, throws } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readManifest } from './read-manifest.ts';

const whole = {
  format: 1,
  madeAt: '2026-05-01T12:00:00.000Z',
  heads: [{ partition: 0, position: 3, checksum: 'c' }],
  files: { 'log.db': 'aa' },
};

test('a manifest is what a backup wrote; anything else is refused in one sentence', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'touchline-manifest-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'manifest.json');
  throws(() => readManifest(folder), /holds no manifest\.json: it is not a backup/);
  const text = JSON.stringify(whole);
  writeFileSync(path, text);
  deepEqual(readManifest(folder), whole);
  const wrongs: object[] = [
    { format: 'one' },
    { madeAt: 1 },
    { heads: {} },
    { heads: [null] },
    { heads: [{}] },
  ];
  wrongs.push({ files: [] }, { files: { 'log.db': 1 } }, { format: null });
  const others = wrongs.map((wrong) => JSON.stringify({ ...whole, ...wrong }));
  for (const damaged of ['', text.slice(0, 40), 'null', '[]', '7', '{}', ...others]) {
    writeFileSync(path, damaged);
    throws(() => readManifest(folder), {
      message: `${path} is damaged: it is not what \`backup\` writes. Use another backup.`,
    });
  }
  writeFileSync(path, JSON.stringify({ ...whole, format: 2 }));
  throws(() => readManifest(folder), /has format 2; this program reads 1\. Restore with a newer version/);
  rmSync(path);
  mkdirSync(path);
  throws(() => readManifest(folder), /is damaged/);
});
