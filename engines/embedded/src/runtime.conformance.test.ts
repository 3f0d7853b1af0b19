import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@touchline/kernel';
import { runtimeConformance } from '@touchline/kernel/conformance';
import { embeddedEngine } from './index.ts';

runtimeConformance(
  async ({ partitions, clock = systemClock }) => {
    const folder = await mkdtemp(join(tmpdir(), 'touchline-'));
    let engine = await embeddedEngine({ folder, partitions, clock });
    return {
      engine,
      async reopen() {
        await engine.close();
        return (engine = await embeddedEngine({ folder, partitions, clock }));
      },
      async dispose() {
        await engine.close();
        await rm(folder, { recursive: true });
      },
    };
  },
  { partitions: [1, 8] },
);
