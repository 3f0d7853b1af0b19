import { parentPort } from 'node:worker_threads';
import { simulate, type Report, type Sabotage } from '@touchline/kernel/simulation';
import { embeddedStorage } from './embedded-storage.ts';
import { openDatabases } from './open-databases.ts';

export interface WorldToSimulate {
  readonly seed: number;
  readonly sabotage?: Sabotage;
  readonly tailMax?: number;
}

/** Simulates the worlds it is told of, one after the other. */
if (!parentPort) throw new Error('world.worker.ts is started as a worker thread by simulate-all.ts.');
const port = parentPort;
const make = embeddedStorage(openDatabases());
port.on('message', (world: WorldToSimulate) => {
  void simulate(world.seed, make, world).then((report: Report) => {
    port.postMessage(report);
    return undefined;
  });
});
