import type { Bench } from '../bench.ts';
import { graph } from '../graph.ts';
import { smallWorld } from '../data/small-world.ts';
import { httpFigures } from '../load/http-figures.ts';
import { serverProcess } from '../processes/server-process.ts';

export const feed: Bench = {
  name: 'feed',
  about: 'GET /v1/feed?limit=30: whole posts with authors, counts and what the reader did',
  async run({ seconds }) {
    const world = await smallWorld();
    const server = await serverProcess(world.folder);
    try {
      return await httpFigures(
        `GET /v1/feed (${graph().name})`,
        server,
        {
          method: 'GET',
          paths: ['/v1/feed?limit=30'],
          tokens: world.people.map((person) => `${server.key}/${person}`),
          expectedStatus: 200,
        },
        seconds,
        { perSecond: 8_000, p99Ms: 30 },
      );
    } finally {
      await server.stop();
      await world.remove();
    }
  },
};
