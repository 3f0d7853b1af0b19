import type { Bench } from '../bench.ts';
import { madeWorld, sizeOf } from '../data/made-world.ts';
import { askOnce } from '../processes/ask.ts';
import type { Rebuilt } from '../tasks/rebuild.ts';

export const rebuild: Bench = {
  name: 'rebuild',
  about: 'a row view (what each person did with each post) built anew from the log, verified, switched to',
  async run({ events }) {
    const world = await madeWorld(sizeOf(events));
    try {
      const { folder } = world;
      const bare = await askOnce<{ seconds: number; cpuSeconds: number; folded: number }>('rebuild-bare', {
        folder,
      });
      const ours = await askOnce<Rebuilt>('rebuild', { folder, service: 'posts', view: 'reaction' });
      if (ours.finding) throw new Error(`The rebuild found: ${ours.finding}`);
      const reference = (of: number) => ({ name: 'bare fold and upsert', value: of / bare.seconds });
      return [
        {
          what: 'rebuild: events of the log',
          value: ours.total / ours.foldedSeconds,
          unit: '/s',
          bar: { atLeast: 200_000 },
          reference: reference(ours.total),
          note: `${ours.total} events in ${ours.foldedSeconds.toFixed(1)} s; with the comparison of all rows and the switch ${ours.seconds.toFixed(1)} s`,
        },
        {
          what: 'rebuild: events of the log per second of processor time',
          value: ours.total / ours.foldedCpuSeconds,
          unit: '/s',
          reference: { name: 'bare fold and upsert', value: ours.total / bare.cpuSeconds },
        },
        {
          what: 'rebuild: events that the view reads',
          value: bare.folded / ours.foldedSeconds,
          unit: '/s',
          reference: reference(bare.folded),
          note: `${bare.folded} of ${ours.total} are of its types`,
        },
      ];
    } finally {
      await world.remove();
    }
  },
};
