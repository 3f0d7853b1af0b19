import { rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { median, type Bench, type Figure } from '../bench.ts';
import { madeWorld, sizeOf } from '../data/made-world.ts';
import { scratchFolder, type WorldFolder } from '../data/world.ts';
import { connections } from '../load/rates.ts';
import { mixOf } from '../load/mix.ts';
import { asExpected, runLoad } from '../load/run-load.ts';
import { serverProcess } from '../processes/server-process.ts';

const starts = 3;
const settledMs = 2000;

export const start: Bench = {
  name: 'start',
  about: 'start of a large data folder to the first answer; memory when empty and under the mix',
  async run({ events, seconds }) {
    const world = await madeWorld(sizeOf(events));
    try {
      return [await emptyMemory(), await startTime(world), await memoryUnderMix(world, seconds)];
    } finally {
      await world.remove();
    }
  },
};

/** The first start after an installation compiles all code; what that takes is said, and the next start is judged. */
async function emptyMemory(): Promise<Figure> {
  const folder = await scratchFolder('empty');
  const megabytes: number[] = [];
  try {
    for (let n = 0; n < 2; n++) {
      const server = await serverProcess(folder);
      await pause(settledMs);
      megabytes.push(server.usage().residentMb);
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const [first = 0, value = 0] = megabytes;
  const note = `${first.toFixed(0)} MB at the start before it`;
  return { what: 'memory, empty and idle', value, unit: 'MB', bar: { atMost: 150 }, note };
}

async function startTime({ folder, events }: WorldFolder): Promise<Figure> {
  const times: number[] = [];
  for (let n = 0; n < starts; n++) {
    const server = await serverProcess(folder);
    times.push(server.startMs);
    await server.stop();
  }
  return {
    what: `start with ${events} events, to the first answer`,
    value: median(times),
    unit: 'ms',
    bar: { atMost: 1000 },
    note: `${times.map((ms) => ms.toFixed(0)).join(', ')} ms`,
  };
}

async function memoryUnderMix(world: WorldFolder, seconds: number): Promise<Figure> {
  const server = await serverProcess(world.folder);
  try {
    const { host, port, key } = server;
    const mix = mixOf(world, key);
    const result = asExpected(
      await runLoad({ host, port, connections, seconds, warmUpSeconds: seconds / 4, mix }),
    );
    const kinds = Object.entries(result.byName).map(
      ([name, { perSecond, p99Ms }]) => `${name} ${Math.round(perSecond)}/s (p99 ${p99Ms.toFixed(0)} ms)`,
    );
    return {
      what: `memory, ${world.people.length} people, ${world.events} events, under the mix: highest`,
      value: server.usage().residentPeakMb,
      unit: 'MB',
      bar: { atMost: 400 },
      note: kinds.join(', '),
    };
  } finally {
    await server.stop();
  }
}
