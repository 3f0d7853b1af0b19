import type { Rebuilding, RebuildPlan } from '@touchline/kernel/operate';
import { usageFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';
import { queryText } from '../query-text.ts';
import { answerOf } from '../reach/answer.ts';
import { linesOf } from '../reach/lines-of.ts';
import { durationText } from '../show/bar-text.ts';
import { progressView } from '../show/progress-view.ts';
import { tableText } from '../show/table-text.ts';
import { reasonOf, reasonOption } from './reason-option.ts';

type Line =
  | (Rebuilding & { readonly kind: 'progress' })
  | { readonly kind: 'done'; readonly rebuilt: readonly Rebuilding[] };

export const rebuild: Command = {
  name: 'rebuild',
  about: 'Builds a view anew from the log, beside the live one and under live writes, and switches over.',
  notes: 'The earlier build is kept up to date, so that `views rollback` can go back to it.',
  arguments: [
    {
      name: 'VIEW|SERVICE',
      about: 'a view (feed/card, or card) or all views of a service',
      optional: true,
    },
  ],
  options: {
    all: { about: 'every view of every service' },
    'dry-run': { about: 'only count what it would do' },
    ...reasonOption,
  },
  examples: ['rebuild posts --dry-run', 'rebuild posts', 'rebuild --all'],
  reaches: true,
  async run({ args: [name], given, terminal, clock, signal, reach }) {
    if ((name === undefined) === !given.has('all'))
      throw usageFault('Name a view or a service, or give --all: one of both.');
    const began = clock.steady();
    const system = await reach();
    if (given.has('dry-run')) {
      const path = `/v1/operator/rebuilds/plan${queryText({ target: name ?? 'all' })}`;
      for (const line of planText(await answerOf<RebuildPlan>(system, path))) terminal.out(line);
      return 0;
    }
    let done: readonly Rebuilding[] | undefined;
    let told = '';
    const bars = new Map<string, ReturnType<typeof progressView>>();
    const body = { target: name ?? 'all', ...reasonOf(given) };
    for await (const line of linesOf<Line>(system, '/v1/operator/rebuilds', {
      method: 'POST',
      body,
      signal,
    })) {
      if (line.kind === 'done') done = line.rebuilt;
      else {
        const title = `${line.of > 1 ? `${line.number} of ${line.of}  ` : ''}${line.target}`;
        if (!bars.has(line.target)) bars.set(line.target, progressView(terminal, clock, title, 'events'));
        bars.get(line.target)?.update(line);
        const step = `${line.target}: ${line.state}${line.finding === undefined ? '' : ` (${line.finding})`}`;
        if (step !== told && line.state !== 'building') terminal.err(step);
        told = step;
      }
    }
    terminal.status('');
    if (!done) {
      const after = system.inProcess
        ? 'Stopped. What was being built is dropped; the live view is as it was.'
        : 'The rebuild goes on in the server; npx touchline views shows how far it is.';
      terminal.err(after);
      return 1;
    }
    const events = done.reduce((sum, one) => sum + one.done, 0).toLocaleString('en');
    terminal.out(
      `Rebuilt ${done.map(({ target }) => target).join(', ')}: ${events} events in ${durationText((clock.steady() - began) / 1000)}.`,
    );
    return 0;
  },
};

const planText = ({ views, log }: RebuildPlan): string[] => [
  ...tableText(
    ['view', 'events', 'rows now', 'drops'],
    views.map(({ target, folds, exact, rows, dropsBuild }) => [
      target,
      exact ? folds : `over ${folds.toLocaleString('en')}`,
      rows,
      dropsBuild === null ? '' : `build ${dropsBuild}`,
    ]),
  ),
  '',
  `${views.reduce((sum, { folds }) => sum + folds, 0).toLocaleString('en')} events would be folded, out of ${log.toLocaleString('en')} in the log. Nothing was done.`,
];
