import type { World } from '../data/world.ts';
import { mixOf } from '../load/mix.ts';
import type { PhaseResult } from '../load/open-job.ts';
import { runOpenLoad } from '../load/run-load.ts';
import { ask, endTask, startTask } from '../processes/ask.ts';
import { usageOf } from '../processes/usage.ts';
import type { SlowServer, SlowServerQuestion } from '../tasks/slow-server.ts';
import { logInsOf, registerAccounts } from './log-ins.ts';
import { lostPosts } from './lost-posts.ts';
import type { Stage } from './stages.ts';

/** Makes ten times as much as the server carries less than one load generator can send. */
const slowerMs = 5;
const times = 10;
const closedConnections = 64;
const connectionsMax = 4000;
const normalSeconds = 10;
const warmUpSeconds = 5;
const patienceMs = 10_000;

export interface Overloaded {
  readonly engine: string;
  readonly slowerMs: number;
  readonly capacity: number;
  readonly offered: number;
  readonly before: PhaseResult;
  readonly during: PhaseResult;
  readonly after: PhaseResult;
  /** Resident memory once a second; the overload lasted from one of these moments to the other. */
  readonly memoryMb: readonly number[];
  readonly overloadAt: readonly [from: number, to: number];
  readonly lost: number;
}

export async function overloadOn({ engine, set }: Stage, seconds: number): Promise<Overloaded> {
  const { world, folder, options, remove } = await set();
  const task = startTask('slow-server');
  try {
    const question: SlowServerQuestion = { folder, options, slowerMs };
    const server = await ask<SlowServer>(task, question);
    const { host, port, key } = server;
    const mix = mixOf(world, key);
    const accounts = await registerAccounts(server);
    const capacity = await carried(server, world, Math.min(10, seconds));
    const normal = { seconds: normalSeconds, ratePerSecond: capacity / 2, mix };
    const flood = { seconds, ratePerSecond: capacity * times, mix: [...mix, ...logInsOf(accounts)] };
    const memoryMb: number[] = [];
    const ends: number[] = [];
    const sampling = setInterval(() => memoryMb.push(usageOf(server.pid).residentMb), 1000);
    const phases = [normal, flood, { ...normal, seconds: 2 * normalSeconds }];
    const load = { host, port, connectionsMax, patienceMs, phases };
    const [before, during, after] = await runOpenLoad(load, () => ends.push(memoryMb.length));
    clearInterval(sampling);
    if (!before || !during || !after) throw new Error('A phase of the load gave no result.');
    return {
      engine,
      slowerMs,
      capacity,
      offered: flood.ratePerSecond,
      before,
      during,
      after,
      memoryMb,
      overloadAt: [ends[0] ?? 0, ends[1] ?? 0],
      lost: await lostPosts(server, world, [before, during, after]),
    };
  } finally {
    await endTask(task);
    await remove();
  }
}

/** Requests per second of the mix that the server answers when each connection waits for its answer. */
async function carried({ host, port, key }: SlowServer, world: World, seconds: number): Promise<number> {
  const mix = mixOf(world, key);
  const phases = [
    { seconds: warmUpSeconds, mix },
    { seconds, mix },
  ];
  const load = { host, port, connectionsMax: closedConnections, patienceMs, phases };
  const results = await runOpenLoad(load, () => {});
  const found = results.at(-1);
  if (found && found.perSecond > 0) return found.perSecond;
  throw new Error(`The server answered nothing of the mix as expected: ${JSON.stringify(found)}`);
}
