import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ViewStore } from '@touchline/kernel/ports';
import { viewStoreConformance } from '@touchline/kernel/conformance';
import { sqliteViewStore } from './view-store.ts';

// Each commit alone, and many in one transaction of SQLite: nobody may see a difference.
for (const gatherMs of [0, 1000])
  viewStoreConformance(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'touchline-views-'));
    const open = (): Promise<ViewStore> => sqliteViewStore(join(folder, 'views.db'), { gatherMs });
    let store = await open();
    return {
      store,
      reopen: async () => {
        await store.close();
        return (store = await open());
      },
      dispose: async () => {
        await store.close();
        await rm(folder, { recursive: true });
      },
    };
  });
