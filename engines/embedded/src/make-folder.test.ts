import { equal, throws } from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder } from './make-folder.ts';

test('folders are made with those above them, and what cannot be made is an error at once', (t) => {
  const scratch = mkdtempSync(join(tmpdir(), 'touchline-folder-'));
  t.after(() => rmSync(scratch, { recursive: true }));
  const deep = join(scratch, 'a', 'b');
  makeFolder(deep, 0o700);
  makeFolder(deep);
  equal(statSync(deep).mode & 0o777, 0o700);
  writeFileSync(join(scratch, 'file'), '');
  throws(() => makeFolder(join(scratch, 'file', 'below')), { code: 'ENOTDIR' });
  // Where mkdir answers ENOENT although the folder above is there, Node's own way never comes to an end.
  if (process.platform === 'linux') throws(() => makeFolder('/proc/touchline/below'), { code: 'ENOENT' });
});
