import type { Bench, Figure } from '../bench.ts';
import { smallWorld } from '../data/small-world.ts';
import { ratesOf, type Rates } from '../load/rates.ts';
import { serverProcess } from '../processes/server-process.ts';
import { fixedFrom, startBareHono } from '../reference/start-bare-hono.ts';

const rounds = 3;

export const readPost: Bench = {
  name: 'read-post',
  about: 'GET /v1/posts/:post beside the same framework sending the same bytes',
  async run({ seconds }) {
    const world = await smallWorld();
    const server = await serverProcess(world.folder);
    const tokens = world.people.map((person) => `${server.key}/${person}`);
    const paths = world.posts.map(({ id }) => `/v1/posts/${id}`);
    const authorization = `Bearer ${tokens[0] ?? ''}`;
    const sample = await fetch(server.url + (paths[0] ?? ''), { headers: { authorization } });
    const bare = await startBareHono(await fixedFrom(sample));
    try {
      const requests = { method: 'GET', paths, tokens, tokenStep: 1, expectedStatus: 200 } as const;
      const ours: Rates[] = [];
      const theirs: Rates[] = [];
      // In turns, so that both meet the same disturbances.
      for (let round = 0; round < rounds; round++) {
        const each = Math.max(1, seconds / rounds);
        ours.push(await ratesOf(server, requests, each, 1));
        theirs.push(await ratesOf(bare, requests, each, 1));
      }
      return [
        figure('GET /v1/posts/:post', ours, theirs, ({ perSecond }) => perSecond),
        figure(
          'GET /v1/posts/:post: per second of processor time',
          ours,
          theirs,
          ({ perCpuSecond }) => perCpuSecond,
        ),
      ];
    } finally {
      bare.stop();
      await server.stop();
      await world.remove();
    }
  },
};

/** The best round of each: what disturbs takes away, and never adds. */
function figure(what: string, ours: Rates[], theirs: Rates[], of: (rates: Rates) => number): Figure {
  return {
    what,
    value: Math.max(...ours.map(of)),
    unit: '/s',
    reference: { name: 'bare Hono', value: Math.max(...theirs.map(of)) },
    ratioAtLeast: 0.5,
  };
}
