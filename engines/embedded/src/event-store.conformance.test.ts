import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreConformance } from '@touchline/kernel/conformance';
import { sqliteEventStore } from './event-store.ts';

eventStoreConformance(async ({ partitions }) => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-log-'));
  const fail = (error: Error): never => {
    throw error;
  };
  const open = () =>
    sqliteEventStore({
      log: join(folder, 'log.db'),
      commands: join(folder, 'commands.db'),
      partitions,
      onFatal: fail,
    });
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
