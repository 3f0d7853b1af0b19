import { rm } from 'node:fs/promises';
import { median, type Bench } from '../bench.ts';
import { scratchFolder } from '../data/world.ts';
import { askOnce } from '../processes/ask.ts';
import type { Rate } from '../tasks/append-question.ts';

const callers = 128;
const rounds = 3;

export const append: Bench = {
  name: 'append',
  about: `${callers} callers, one event each, on disk before the answer, with command ids and checksums`,
  async run({ seconds }) {
    const rates = { engine: [] as number[], callers: [] as number[], loop: [] as number[] };
    const measure = async (task: string, loop: boolean): Promise<number> => {
      const folder = await scratchFolder('append');
      try {
        const each = Math.max(1, seconds / rounds);
        return (await askOnce<Rate>(task, { folder, callers, seconds: each, loop })).perSecond;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    };
    // In turns, so that all meet the same disturbances.
    for (let round = 0; round < rounds; round++) {
      rates.engine.push(await measure('append-engine', false));
      rates.callers.push(await measure('append-bare', false));
      rates.loop.push(await measure('append-bare', true));
    }
    return [
      {
        what: 'event store, append',
        value: median(rates.engine),
        unit: '/s',
        reference: { name: 'bare group commit', value: median(rates.callers) },
        ratioAtLeast: 0.6,
        note: `the reference is node:sqlite alone with ${callers} callers that wait for promises, as those of any store must`,
      },
      {
        what: 'the same in a loop for which nobody waits',
        value: median(rates.loop),
        unit: '/s',
        note: 'transactions of 128 one after another: no store that has callers can do this; not judged by',
      },
    ];
  },
};
