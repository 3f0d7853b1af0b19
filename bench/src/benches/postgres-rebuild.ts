import { rm } from 'node:fs/promises';
import { testDatabase, testServer } from '@touchline/engine-postgres/testing';
import type { Bench, Figure } from '../bench.ts';
import { sizeOf } from '../data/made-world.ts';
import { scratchFolder } from '../data/world.ts';
import { askOnce } from '../processes/ask.ts';
import { withoutPins } from '../processes/pinned.ts';
import { postgresProcesses } from '../processes/postgres-processes.ts';
import type { BareRebuilt } from '../tasks/rebuild-bare.ts';
import type { Rebuilt } from '../tasks/timed-rebuild.ts';

/** Events folded before their rows are written, of which the reference's best counts. */
const batches = [5_000, 20_000, 50_000];

export const postgresRebuild: Bench = {
  name: 'postgres-rebuild',
  about: 'the same view built anew from a log on PostgreSQL, by one process',
  run: ({ events }) => withoutPins(() => rebuilt(events)),
};

async function rebuilt(events: number): Promise<Figure[]> {
  const server = await testServer();
  const folder = await scratchFolder('postgres');
  try {
    const { url } = await testDatabase(server);
    console.log('  filling the log …');
    await askOnce('postgres-fill', { url, folder, size: sizeOf(events) });
    const processes = await postgresProcesses(url);
    const bare: (BareRebuilt & { readonly serverSeconds: number; readonly batchMax: number })[] = [];
    for (const batchMax of batches) {
      const before = processes.cpuSeconds();
      const done = await askOnce<BareRebuilt>('postgres-rebuild-bare', { url, batchMax });
      bare.push({ ...done, batchMax, serverSeconds: processes.cpuSeconds() - before });
    }
    const ours = await askOnce<Rebuilt>('postgres-rebuild', { url, folder });
    if (ours.finding) throw new Error(`The rebuild found: ${ours.finding}`);
    const [best] = bare.toSorted((a, b) => a.seconds - b.seconds);
    return best ? figures(ours, best) : [];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function figures(
  { total, foldedSeconds, foldedCpuSeconds, seconds, longestWaitMs }: Rebuilt,
  bare: BareRebuilt & { readonly serverSeconds: number; readonly batchMax: number },
): Figure[] {
  const name = 'bare fold and bulk upsert';
  return [
    {
      what: 'rebuild on PostgreSQL: events of the log',
      value: total / foldedSeconds,
      unit: '/s',
      bar: { atLeast: 100_000 },
      reference: { name, value: total / bare.seconds },
      note: `${total} events in ${foldedSeconds.toFixed(1)} s, ${bare.folded} of the view's types; with the comparison of all rows and the switch ${seconds.toFixed(1)} s; the reference's best batch: ${bare.batchMax} events`,
    },
    {
      what: 'rebuild on PostgreSQL: events per second of processor time of the process',
      value: total / foldedCpuSeconds,
      unit: '/s',
      reference: { name, value: total / bare.cpuSeconds },
      note: `PostgreSQL itself used ${bare.serverSeconds.toFixed(1)} s of processor time for the reference`,
    },
    {
      what: 'rebuild on PostgreSQL: longest time that other work had to wait',
      value: longestWaitMs,
      unit: 'ms',
    },
  ];
}
