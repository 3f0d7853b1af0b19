import type { Bench, Figure } from '../bench.ts';
import { madeWorld } from '../data/made-world.ts';
import type { WorldFolder } from '../data/world.ts';
import { asExpected, runLoad } from '../load/run-load.ts';
import { serverProcess, type ServerProcess } from '../processes/server-process.ts';

const people = 100;
const fewPosts = 5_000;
const rounds = 5;
const connections = 8;

interface Side {
  readonly world: WorldFolder;
  readonly server: ServerProcess;
}
type PathsOf = (side: Side) => readonly string[];

const pages: Readonly<Record<string, PathsOf>> = {
  'public feed': () => ['/v1/feed/public?limit=30'],
  'posts of a person': ({ world }) => world.people.map((person) => `/v1/people/${person}/posts?limit=30`),
  'home feed': () => ['/v1/feed?limit=30'],
};

export const pageTimes: Bench = {
  name: 'pages',
  about: 'processor time of a page of 30 posts, with few posts and with many',
  async run({ seconds, events }) {
    const manyPosts = Math.min(500_000, Math.floor(events / 2));
    const sides: Side[] = [];
    try {
      for (const posts of [fewPosts, manyPosts]) {
        const world = await madeWorld({ people, posts, kudosPerPost: 1, follows: 20 });
        sides.push({ world, server: await serverProcess(world.folder) });
      }
      const [few, many] = sides as [Side, Side];
      const figures: Figure[] = [];
      for (const [name, pathsOf] of Object.entries(pages))
        figures.push(await compared(name, pathsOf, few, many, Math.max(0.5, seconds / rounds / 2)));
      return figures;
    } finally {
      for (const { world, server } of sides) {
        await server.stop();
        await world.remove();
      }
    }
  },
};

async function compared(
  name: string,
  pathsOf: PathsOf,
  few: Side,
  many: Side,
  seconds: number,
): Promise<Figure> {
  const fewUs: number[] = [];
  const manyUs: number[] = [];
  // In turns, so that both meet the same disturbances.
  for (let round = 0; round < rounds; round++) {
    fewUs.push(await processorUs(few, pathsOf(few), seconds));
    manyUs.push(await processorUs(many, pathsOf(many), seconds));
  }
  // The best round of each: what disturbs adds time, and never takes it away.
  const [before, after] = [Math.min(...fewUs), Math.min(...manyUs)];
  return {
    what: `${name}: growth of a page's time`,
    value: (after / before - 1) * 100,
    unit: '%',
    bar: { atMost: 20 },
    note: `${before.toFixed(0)} µs of processor time at ${few.world.events} events, ${after.toFixed(0)} µs at ${many.world.events}`,
  };
}

async function processorUs(
  { world, server }: Side,
  paths: readonly string[],
  seconds: number,
): Promise<number> {
  const { host, port, key } = server;
  const tokens = world.people.map((person) => `${key}/${person}`);
  const before = server.usage().cpuSeconds;
  const result = asExpected(
    await runLoad({
      host,
      port,
      connections,
      seconds,
      warmUpSeconds: 0,
      mix: [{ name: 'all', weight: 1, method: 'GET', paths, tokens, tokenStep: 1, expectedStatus: 200 }],
    }),
  );
  const { count = 0 } = result.byName['all'] ?? {};
  return ((server.usage().cpuSeconds - before) / Math.max(1, count)) * 1e6;
}
