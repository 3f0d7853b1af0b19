import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Bench, Figure } from '../bench.ts';
import { smallWorld } from '../data/small-world.ts';
import { connections } from '../load/http-figures.ts';
import { asExpected, runLoad } from '../load/run-load.ts';
import type { Requests } from '../load/job.ts';
import { pinned } from '../processes/pinned.ts';
import { usageOf, type Usage } from '../processes/usage.ts';
import { serverProcess } from '../processes/server-process.ts';

const rounds = 3;
/** What Node itself sets on every answer. */
const ofNode = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

export const readPost: Bench = {
  name: 'read-post',
  about: 'GET /v1/posts/:post beside the same framework sending the same bytes',
  async run({ seconds }) {
    const world = await smallWorld();
    const server = await serverProcess(world.folder);
    const bare = pinned('server', [fileURLToPath(new URL('../reference/bare-hono.ts', import.meta.url))], {
      ipc: true,
    });
    try {
      const tokens = world.people.map((person) => `${server.key}/${person}`);
      const paths = world.posts.map(({ id }) => `/v1/posts/${id}`);
      const sample = await fetch(server.url + paths[0], {
        headers: { authorization: `Bearer ${tokens[0]}` },
      });
      const headers = Object.fromEntries([...sample.headers].filter(([name]) => !ofNode.has(name)));
      bare.send({ body: await sample.text(), headers });
      const [{ port }] = (await once(bare, 'message')) as [{ port: number }];
      const requests = { method: 'GET', paths, tokens, tokenStep: 1, expectedStatus: 200 } as const;
      const ours: Rates[] = [];
      const theirs: Rates[] = [];
      // In turns, so that both meet the same disturbances.
      for (let round = 0; round < rounds; round++) {
        const each = Math.max(1, seconds / rounds);
        ours.push(await rates(server.host, server.port, requests, each, () => server.usage()));
        theirs.push(await rates('127.0.0.1', port, requests, each, () => usageOf(bare.pid ?? 0)));
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
      bare.disconnect();
      await server.stop();
      await world.remove();
    }
  },
};

interface Rates {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

async function rates(
  host: string,
  port: number,
  requests: Omit<Requests, 'name' | 'weight'>,
  seconds: number,
  usage: () => Usage,
): Promise<Rates> {
  const mix = [{ ...requests, name: 'all', weight: 1 }];
  const before = usage();
  const began = performance.now();
  const result = asExpected(await runLoad({ host, port, connections, seconds, warmUpSeconds: 1, mix }));
  const elapsed = (performance.now() - began) / 1000;
  const { perSecond = 0 } = result.byName['all'] ?? {};
  return { perSecond, perCpuSecond: (perSecond * elapsed) / (usage().cpuSeconds - before.cpuSeconds) };
}

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
