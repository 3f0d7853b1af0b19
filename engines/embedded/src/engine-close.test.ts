import { rejects } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { embeddedEngine } from './index.ts';

test('ES14: a part that cannot be closed is told, and the folder can be opened again all the same', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-'));
  t.after(() => rm(folder, { recursive: true }));
  const engine = await embeddedEngine({ folder });
  const store = await engine.views('tallies');
  const close = t.mock.method(store, 'close', () => Promise.reject(new Error('damaged')));
  await rejects(engine.close(), /damaged/);
  close.mock.restore();
  await store.close();
  const again = await embeddedEngine({ folder });
  await again.close();
});
