import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queueConformance } from '@touchline/kernel/conformance';
import { sqliteQueue } from './queue.ts';

queueConformance(async (clock) => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-queue-'));
  const path = join(folder, 'queue.db');
  let queue = sqliteQueue(path, clock);
  return {
    queue,
    reopen: async () => {
      await queue.close();
      return (queue = sqliteQueue(path, clock));
    },
    dispose: async () => {
      await queue.close();
      await rm(folder, { recursive: true });
    },
  };
});
