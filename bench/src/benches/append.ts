import { rm } from 'node:fs/promises';
import { median, type Bench, type Figure } from '../bench.ts';
import { scratchFolder } from '../data/world.ts';
import { askOnce } from '../processes/ask.ts';
import { withoutPins } from '../processes/pinned.ts';
import { canSlowDisk, onSlowDisk } from '../processes/slow-disk.ts';
import type { Rate } from '../tasks/append-question.ts';

const callers = 128;
const rounds = 3;
/** So much longer than on this disk each flush is made to take, once more: bare group commits have some 45,000/s then. */
const slowerMs = 1.5;
const ratioAtLeast = 0.6;

export const append: Bench = {
  name: 'append',
  about: `${callers} callers, one event each, on disk before the answer, with command ids and checksums`,
  run: ({ seconds }) => withoutPins(() => appended(seconds)),
};

async function appended(seconds: number): Promise<Figure[]> {
  const figures = await onThisDisk(seconds);
  if (canSlowDisk()) return [...figures, await onSlowerDisk(seconds)];
  console.log('Not measured with slower flushes: strace is not here, or not permitted.');
  return figures;
}

async function onThisDisk(seconds: number): Promise<Figure[]> {
  const engine: Rate[] = [];
  const bare: Rate[] = [];
  const apart: Rate[] = [];
  const safe: Rate[] = [];
  // In turns, so that all meet the same disturbances.
  for (let round = 0; round < rounds; round++) {
    engine.push(await measured('append-engine', seconds / rounds));
    bare.push(await measured('append-bare', seconds / rounds, 'wide'));
    apart.push(await measured('append-apart', seconds / rounds));
    safe.push(await measured('append-bare', seconds / rounds, 'safe'));
  }
  return [
    ...figures('perSecond', '', ratioAtLeast),
    ...figures('perCpuSecond', ' per second of processor time'),
  ];

  function figures(of: keyof Rate, per: string, atLeast?: number): Figure[] {
    const [ours, least, beside, most] = [engine, bare, apart, safe].map((rates) =>
      median(rates.map((rate) => rate[of])),
    );
    const figure = { value: ours ?? 0, unit: '/s' };
    return [
      {
        ...figure,
        what: `event store, append${per}`,
        reference: { name: 'bare group commit', value: least ?? 0 },
        ...(atLeast !== undefined && { ratioAtLeast: atLeast }),
        note: 'the reference: node:sqlite in one thread with the columns of an event, no command ids, no checksums',
      },
      {
        ...figure,
        what: `the same${per}`,
        reference: { name: 'bare, in a thread of its own', value: beside ?? 0 },
        note: 'the reference: as above, and a commit holds up no request, as here',
      },
      {
        ...figure,
        what: `the same${per}`,
        reference: { name: 'with command ids and checksums', value: most ?? 0 },
        note: 'the reference: in one thread again, with a table of command ids and a chain of SHA-256, as one would write it',
      },
    ];
  }
}

/** Most of an append is the flush then; what it costs beside shows less, and a second flush that somebody waits for more. */
async function onSlowerDisk(seconds: number): Promise<Figure> {
  const engine: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round++) {
    engine.push((await measured('append-engine', seconds / rounds, undefined, slowerMs)).perSecond);
    bare.push((await measured('append-bare', seconds / rounds, 'wide', slowerMs)).perSecond);
  }
  return {
    what: `the same where a flush takes ${slowerMs} ms longer`,
    value: median(engine),
    unit: '/s',
    reference: { name: 'bare group commit', value: median(bare) },
    ratioAtLeast,
  };
}

async function measured(
  task: string,
  seconds: number,
  form?: 'wide' | 'safe',
  flushMs?: number,
): Promise<Rate> {
  const folder = await scratchFolder('append');
  const question = { folder, callers, seconds: Math.max(1, seconds), form };
  try {
    return await askOnce<Rate>(task, question, flushMs === undefined ? [] : onSlowDisk(flushMs));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
