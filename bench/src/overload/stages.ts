import { testDatabase, testServer } from '@touchline/engine-postgres/testing';
import { systemClock } from '@touchline/kernel';
import { masterIn, moveStopped } from '@touchline/server/moving';
import { smallWorld } from '../data/small-world.ts';
import type { World } from '../data/world.ts';

/** The same world on one engine. */
export interface Stage {
  readonly engine: string;
  set(): Promise<SetStage>;
}

export interface SetStage {
  readonly world: World;
  readonly folder: string;
  /** Of the server, besides its folder. */
  readonly options: readonly string[];
  remove(): Promise<void>;
}

export const onEmbedded: Stage = {
  engine: 'embedded',
  async set() {
    const world = await smallWorld();
    return { world, folder: world.folder, options: [], remove: () => world.remove() };
  },
};

export const onPostgres: Stage = {
  engine: 'PostgreSQL',
  async set() {
    const world = await smallWorld();
    const server = await testServer();
    const { url } = await testDatabase(server);
    await moveStopped(world.folder, url, { clock: systemClock, master: () => masterIn(world.folder) });
    return {
      world,
      folder: world.folder,
      options: ['--engine', 'postgres', '--database', url],
      async remove() {
        await server.stop();
        await world.remove();
      },
    };
  },
};
