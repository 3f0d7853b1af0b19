import { resolve } from 'node:path';
import { CliFault, usageFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';

export const restore: Command = {
  name: 'restore',
  about: 'Copies a backup into a new data folder and proves that it is whole.',
  notes: 'Views are rebuilt at the next start.',
  arguments: [{ name: 'DIR', about: 'a folder that `backup` made' }],
  options: { data: { value: 'NEW', about: 'the data folder to make; must not exist yet, or be empty' } },
  examples: ['restore /backups/touchline-2026-05-01 --data ./restored'],
  reaches: false,
  async run({ args: [dir = ''], given, terminal }) {
    const data = given.text('data');
    if (data === undefined)
      throw usageFault(
        '--data NEW is missing: the data folder to make. An existing one is never written over.',
      );
    const target = resolve(data);
    // Loaded only here: no other command needs the engine itself.
    const { restoreFolder } = await import('@touchline/engine-embedded');
    const report = await restoreFolder(resolve(dir), target).catch((cause: unknown) => {
      throw new CliFault((cause as Error).message, { cause });
    });
    terminal.out(report.proved);
    terminal.out(
      `Restored ${report.events.toLocaleString('en')} events to ${target}. Start it: npx touchline start --data ${target}`,
    );
    return 0;
  },
};
