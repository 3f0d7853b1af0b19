import type { Bench } from '../bench.ts';
import { texts } from '../data/people-and-posts.ts';
import { smallWorld } from '../data/small-world.ts';
import { httpFigures } from '../load/http-figures.ts';
import { serverProcess } from '../processes/server-process.ts';

export const posts: Bench = {
  name: 'posts',
  about: 'POST /v1/posts over 64 connections, on disk before the answer',
  async run({ seconds }) {
    const world = await smallWorld();
    const server = await serverProcess(world.folder);
    try {
      return await httpFigures(
        'POST /v1/posts',
        server,
        {
          method: 'POST',
          paths: ['/v1/posts'],
          tokens: world.people.map((person) => `${server.key}/${person}`),
          bodies: texts(997).map((text) => JSON.stringify({ text })),
          keyed: true,
          expectedStatus: 201,
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
