import type { Bench } from '../bench.ts';
import { smallWorld } from '../data/small-world.ts';
import { httpFigures } from '../load/http-figures.ts';
import { serverProcess } from '../processes/server-process.ts';

export const kudos: Bench = {
  name: 'kudos',
  about: 'PUT /v1/posts/:post/kudos over 64 connections, each the first of its person to its post',
  async run({ seconds }) {
    const world = await smallWorld();
    const server = await serverProcess(world.folder);
    try {
      // Fans who wrote nothing of what they like, so that none is refused.
      const fans = new Set(world.people.slice(0, world.people.length >> 1));
      const liked = world.posts.filter(({ author }) => !fans.has(author));
      return await httpFigures(
        'PUT /v1/posts/:post/kudos',
        server,
        {
          method: 'PUT',
          paths: liked.map(({ id }) => `/v1/posts/${id}/kudos`),
          tokens: [...fans].map((person) => `${server.key}/${person}`),
          expectedStatus: 204,
          requestsMax: liked.length * fans.size,
        },
        seconds,
        { perSecond: 10_000, p99Ms: 30 },
      );
    } finally {
      await server.stop();
      await world.remove();
    }
  },
};
