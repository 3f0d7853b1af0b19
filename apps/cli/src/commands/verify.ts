import type { VerifyProgress } from '@touchline/kernel/operate';
import type { VerifyReport } from '@touchline/kernel/ports';
import { usageFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';
import { linesOf } from '../reach/lines-of.ts';
import { durationText } from '../show/bar-text.ts';
import { progressView } from '../show/progress-view.ts';
import { verifyViews } from './verify-views.ts';

type Line = (VerifyProgress & { readonly kind: 'progress' }) | (VerifyReport & { readonly kind: 'done' });

export const verify: Command = {
  name: 'verify',
  about:
    'Reads the whole log and finds every event that was damaged, removed or moved; with --views, proves views.',
  notes:
    'Exit code 1 when something was. The checksums it prints belong outside this machine, to compare with later.',
  arguments: [{ name: 'VIEW|SERVICE', about: 'with --views: only these', optional: true }],
  options: {
    views: { about: 'compare views with what the log makes of them, byte for byte, instead' },
    json: { about: 'the report as one JSON object, for programs' },
  },
  examples: ['verify', 'verify --views', 'verify posts --views'],
  reaches: true,
  async run(call) {
    const { args, given, terminal, clock, signal, reach } = call;
    if (given.has('views')) return verifyViews(call, args[0] ?? 'all');
    if (args[0] !== undefined) throw usageFault('A view is named together with --views.');
    const began = clock.steady();
    const bar = progressView(terminal, clock, 'Verifying', 'events');
    let report: VerifyReport | undefined;
    for await (const line of linesOf<Line>(await reach(), '/v1/operator/verify', {
      method: 'POST',
      body: {},
      signal,
    })) {
      if (line.kind === 'progress') bar.update(line);
      else report = line;
    }
    bar.end();
    if (!report) {
      terminal.err('Stopped before the end: nothing was proved.');
      return 1;
    }
    if (given.has('json')) terminal.out(JSON.stringify(report));
    else for (const line of reportText(report, (clock.steady() - began) / 1000)) terminal.out(line);
    return report.damage.length === 0 ? 0 : 1;
  },
};

function reportText({ events, partitions, damage }: VerifyReport, seconds: number): string[] {
  const count = events.toLocaleString('en');
  return [
    ...partitions.map(
      ({ partition, head, checksum }) =>
        `partition ${partition}: ${head.toLocaleString('en')} events, checksum ${checksum}`,
    ),
    ...damage.map(({ partition, position, what }) => `DAMAGE at ${partition}.${position}: ${what}`),
    damage.length === 0
      ? `The log is whole: ${count} events in ${durationText(seconds)}.`
      : `The log is damaged in ${damage.length} places. Stop the server and restore the last backup (npx touchline restore).`,
  ];
}
