import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { typing } from '../testing/fake-cli.ts';

test('import-graph tells of malformed lines by number, shows progress, and prints totals', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-cli-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'edges.txt');
  await writeFile(file, '1 2\noops\n2 3\n2 1\n');
  const { code, out, err, where } = await typing(['import-graph', file], (path, { body }) => {
    if (path === '/v1/operator/views') return Response.json({ heads: [], services: [] });
    return Response.json({ id: body && 'handle' in body ? body.handle : 'x' });
  });
  assert.deepEqual([code, where[0]?.creates], [0, true]);
  assert.match(
    out.join(),
    /^Imported: 3 people \(3 new\), 4 follows, 1 malformed lines skipped, 1 lines that repeat a pair, in/,
  );
  assert.match(
    err.join('\n'),
    /line 2: expected two names, as in “12 7”, found “oops”; skipped\n.*3 people, 2 pairs\.\nImporting into a pretended system\.\nPeople/,
  );
});

test('import-graph of a file that is not there says so before it reaches for anything', async () => {
  const { code, err, where } = await typing(['import-graph', '/nowhere/edges.txt']);
  assert.deepEqual([code, where], [1, []]);
  assert.match(err.join(), /edges\.txt cannot be read \(ENOENT\)/);
});
