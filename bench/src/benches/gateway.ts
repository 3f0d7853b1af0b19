import type { Bench, Figure } from '../bench.ts';
import { memberTokens } from '../data/member-tokens.ts';
import { smallWorld } from '../data/small-world.ts';
import type { WorldFolder } from '../data/world.ts';
import type { Job, LoadResult } from '../load/job.ts';
import { mixFor } from '../load/mix.ts';
import { connections } from '../load/rates.ts';
import { asExpected, runLoad } from '../load/run-load.ts';
import { startCluster } from '../processes/cluster.ts';
import { withoutPins } from '../processes/pinned.ts';
import { serverProcess } from '../processes/server-process.ts';

const processes = 2;
const warmUpSeconds = 10;
const readsSecondsMax = 60;

interface Loaded {
  readonly result: LoadResult;
  readonly perSecond: number;
  /** Milliseconds of processor time per request, by what used it, warm-up included. */
  readonly costs: Readonly<Record<string, number>>;
}

export const gateway: Bench = {
  name: 'gateway',
  about: `the mix over ${processes} processes on PostgreSQL and Redis behind nginx, beside one process on a folder`,
  async run({ seconds }) {
    const world = await smallWorld();
    try {
      // The folder is moved away afterwards, with what the load wrote.
      return await withoutPins(async () => {
        const embedded = await onFolder(world, seconds);
        const cluster = await onCluster(world, seconds);
        return figures(cluster, embedded);
      });
    } finally {
      await world.remove();
    }
  },
};

async function onFolder(world: WorldFolder, seconds: number): Promise<Loaded> {
  const server = await serverProcess(world.folder);
  try {
    return await load(server, [server], world, seconds, () => ({ touchline: server.usage().cpuSeconds }));
  } finally {
    await server.stop();
  }
}

async function onCluster(world: WorldFolder, seconds: number): Promise<Loaded> {
  const cluster = await startCluster(world.folder, processes);
  try {
    return await load(cluster, cluster.servers, world, seconds, cluster.usage);
  } finally {
    await cluster.stop();
  }
}

interface Place {
  readonly host: string;
  readonly port: number;
}

async function load(
  { host, port }: Place,
  servers: readonly Place[],
  world: WorldFolder,
  seconds: number,
  usage: () => Readonly<Record<string, number>>,
): Promise<Loaded> {
  const place = { host, port };
  const mix = mixFor(world, await memberTokens(world.folder, world.people));
  const run = async (to: Place, duration: number, of: Job['mix'] = mix): Promise<LoadResult> =>
    asExpected(await runLoad({ ...to, connections, seconds: duration, warmUpSeconds: 0, mix: of }));
  // A server that has run for a while has read what everybody reads.
  const readsPerWeight = Math.ceil(world.people.length / 30);
  const reads = mix.slice(0, 2).map((kind) => ({ ...kind, requestsMax: kind.weight * readsPerWeight }));
  for (const one of servers) await run({ host: one.host, port: one.port }, readsSecondsMax, reads);
  // A run of its own: nginx closes a connection after a thousand requests.
  await run(place, warmUpSeconds);
  const before = usage();
  const result = await run(place, seconds);
  const after = usage();
  const kinds = Object.values(result.byName);
  const count = kinds.reduce((sum, kind) => sum + kind.count, 0);
  return {
    result,
    perSecond: kinds.reduce((sum, { perSecond }) => sum + perSecond, 0),
    costs: Object.fromEntries(
      Object.entries(after).map(([who, used]) => [who, ((used - (before[who] ?? 0)) / count) * 1000]),
    ),
  };
}

const perCpuSecond = ({ costs }: Loaded): number =>
  1000 / Object.values(costs).reduce((sum, ms) => sum + ms, 0);

function figures(cluster: Loaded, embedded: Loaded): Figure[] {
  const name = 'one process on a folder';
  const costs = (of: Loaded): string =>
    Object.entries(of.costs)
      .map(([who, ms]) => `${who} ${ms.toFixed(2)} ms`)
      .join(', ');
  return [
    {
      what: 'mix through the gateway',
      value: cluster.perSecond,
      unit: '/s',
      reference: { name, value: embedded.perSecond },
      ratioAtLeast: 0.5,
    },
    {
      what: 'mix through the gateway: per second of processor time of all processes',
      value: perCpuSecond(cluster),
      unit: '/s',
      reference: { name, value: perCpuSecond(embedded) },
      note: `per request: ${costs(cluster)} (nginx and Redis); on a folder ${costs(embedded)}`,
    },
    ...Object.entries(cluster.result.byName).flatMap(([kind, { p50Ms, p99Ms, count }]) => {
      const other = embedded.result.byName[kind];
      return [
        {
          what: `mix through the gateway, ${kind}: p50`,
          value: p50Ms,
          unit: 'ms',
          reference: { name, value: other?.p50Ms ?? 0 },
          note: `${count} requests`,
        },
        {
          what: `mix through the gateway, ${kind}: p99`,
          value: p99Ms,
          unit: 'ms',
          reference: { name, value: other?.p99Ms ?? 0 },
        },
      ];
    }),
  ];
}
