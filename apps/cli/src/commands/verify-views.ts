import type { Rebuilding, VerifiedViews } from '@touchline/kernel/operate';
import type { CommandCall } from '../command.ts';
import { linesOf } from '../reach/lines-of.ts';
import { progressView } from '../show/progress-view.ts';
import { safeText } from '../show/safe-text.ts';

type Line = (Rebuilding & { readonly kind: 'progress' }) | (VerifiedViews & { readonly kind: 'done' });

/** Compares views with what the log makes of them. 1 when one differs. */
export async function verifyViews(
  { terminal, clock, signal, given, reach }: CommandCall,
  target: string,
): Promise<number> {
  const bars = new Map<string, ReturnType<typeof progressView>>();
  let views: VerifiedViews['views'] | undefined;
  const ask = { method: 'POST', body: { target }, signal } as const;
  for await (const line of linesOf<Line>(await reach(), '/v1/operator/views/verify', ask)) {
    if (line.kind === 'done') views = line.views;
    else {
      const title = `${line.number} of ${line.of}  ${line.target}`;
      if (!bars.has(title)) bars.set(title, progressView(terminal, clock, title, 'events'));
      bars.get(title)?.update(line);
    }
  }
  terminal.status('');
  if (!views) {
    terminal.err('Stopped before the end: nothing was proved.');
    return 1;
  }
  if (given.has('json')) terminal.out(JSON.stringify({ views }));
  else for (const line of views.flatMap(viewText)) terminal.out(line);
  return views.every((view) => 'skipped' in view || view.differences === 0) ? 0 : 1;
}

function viewText(view: VerifiedViews['views'][number]): string[] {
  const { target } = view;
  if ('skipped' in view) return [`${target}: not compared (${view.skipped}). Try again later.`];
  const { rows, differences, examples } = view;
  if (differences === 0) return [`${target}: ${rows.toLocaleString('en')} rows are as the log makes them.`];
  return [
    `${target}: DIFFERS in ${differences.toLocaleString('en')} places. Mend it: npx touchline rebuild ${target}`,
    ...examples.map(({ where, what }) => `    ${what}: ${safeText(where)}`),
  ];
}
