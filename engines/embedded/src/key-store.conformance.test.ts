import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyStoreConformance } from '@touchline/kernel/conformance';
import { sqliteKeyStore } from './key-store.ts';

keyStoreConformance(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-keys-'));
  const open = () =>
    sqliteKeyStore({ path: join(folder, 'keys.db'), master: Buffer.alloc(32, 7), cacheMax: 2 });
  let store = open();
  return {
    store,
    reopen: async () => {
      await store.close();
      return (store = open());
    },
    bytes: async () =>
      Buffer.concat(await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))))),
    dispose: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});
