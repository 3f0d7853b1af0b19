import type { Bench, Figure } from '../bench.ts';
import { madeWorld, sizeOf } from '../data/made-world.ts';
import { askOnce } from '../processes/ask.ts';
import type { BareRebuilt } from '../tasks/rebuild-bare.ts';
import type { Rebuilt } from '../tasks/timed-rebuild.ts';

export const rebuild: Bench = {
  name: 'rebuild',
  about: 'a row view (what each person did with each post) built anew from the log, verified, switched to',
  async run({ events }) {
    const world = await madeWorld(sizeOf(events));
    try {
      const { folder } = world;
      const bare = await askOnce<BareRebuilt>('rebuild-bare', { folder, lookUp: true });
      const ours = await askOnce<Rebuilt>('rebuild', { folder, service: 'posts', view: 'reaction' });
      const blind = await askOnce<BareRebuilt>('rebuild-bare', { folder, lookUp: false });
      if (ours.finding) throw new Error(`The rebuild found: ${ours.finding}`);
      return figures(ours, bare, blind);
    } finally {
      await world.remove();
    }
  },
};

function figures(ours: Rebuilt, bare: BareRebuilt, blind: BareRebuilt): Figure[] {
  const { total, foldedSeconds, foldedCpuSeconds } = ours;
  const name = 'bare fold and upsert';
  return [
    {
      what: 'rebuild: events of the log',
      value: total / foldedSeconds,
      unit: '/s',
      bar: { atLeast: 200_000 },
      reference: { name, value: total / bare.seconds },
      note: `${total} events in ${foldedSeconds.toFixed(1)} s, ${bare.folded} of the view's types; with the comparison of all rows and the switch ${ours.seconds.toFixed(1)} s`,
    },
    {
      what: 'rebuild: events of the log per second of processor time',
      value: total / foldedCpuSeconds,
      unit: '/s',
      reference: { name, value: total / bare.cpuSeconds },
      note: `the reference that never looks for the row before does ${Math.round(total / blind.cpuSeconds)}; no engine can know that`,
    },
    {
      what: 'rebuild: longest time that other work had to wait',
      value: ours.longestWaitMs,
      unit: 'ms',
    },
  ];
}
