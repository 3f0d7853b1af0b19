import type { History } from './history.ts';
import { ofStream, type LoggedEvent } from './whole-log.ts';

const amountOf = ({ event }: LoggedEvent): number =>
  event.type === 'Added' ? (event.data as { amount: number }).amount : 0;

/** PO2: once per cause. PO6: everything is told to the outside, at least once, under one id. */
export function checkPolicies(
  log: readonly LoggedEvent[],
  delivered: History['delivered'],
  queued: { readonly open: number; readonly dead: number },
): string[] {
  const findings: string[] = [];
  for (const stream of new Set(log.map(({ event }) => event.stream))) {
    const events = ofStream(log, stream);
    const count = (fits: (one: LoggedEvent) => boolean): number => events.filter(fits).length;
    const opened = count(({ event }) => event.type === 'TallyOpened');
    const welcomed = count(({ event }) => event.actor === 'policy:welcome');
    if (welcomed !== opened)
      findings.push(`PO2: ${stream} was opened ${opened} times and welcomed ${welcomed} times`);
    const due = events.reduce((sum, one) => sum + amountOf(one), 0) >= 100 ? 1 : 0;
    const rewarded = count(({ event }) => event.type === 'TallyRewarded');
    if (rewarded !== due) findings.push(`PO1: ${stream} was rewarded ${rewarded} times instead of ${due}`);
  }
  const expected = log
    .filter(({ event }) => event.type === 'TallyRewarded')
    .map(({ event }) => `tallies/announce:${event.partition}.${event.position}`);
  const ids = [...new Set(delivered.map(({ id }) => id))];
  const causes = ids.map((id) => id.slice(0, id.lastIndexOf(':')));
  if (expected.toSorted().join() !== causes.toSorted().join() || queued.open + queued.dead > 0)
    findings.push(
      `PO6: the outside was told ${ids.join()}; the rewards were ${expected.join()}; ${queued.open} wait, ${queued.dead} are dead`,
    );
  return findings;
}
