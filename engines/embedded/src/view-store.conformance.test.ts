import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ViewStore } from '@touchline/kernel/ports';
import { viewStoreConformance } from '@touchline/kernel/conformance';
import { sqliteViewStore } from './view-store.ts';

viewStoreConformance(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-views-'));
  const path = join(folder, 'views.db');
  let store: ViewStore = await sqliteViewStore(path);
  return {
    store,
    reopen: async () => {
      await store.close();
      return (store = await sqliteViewStore(path));
    },
    dispose: async () => {
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
});
