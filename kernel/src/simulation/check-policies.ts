import { ofStream, type LoggedEvent } from './whole-log.ts';

const amountOf = ({ event }: LoggedEvent): number =>
  event.type === 'Added' ? (event.data as { amount: number }).amount : 0;

/** PO2: once per cause. `messages` are the ids that the queue holds at the end. */
export function checkPolicies(log: readonly LoggedEvent[], messages: readonly string[]): string[] {
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
  const causes = messages.map((id) => id.slice(0, id.lastIndexOf(':')));
  if (expected.toSorted().join() !== causes.toSorted().join())
    findings.push(`PO4: the queue holds ${messages.join()}; the rewards were ${expected.join()}`);
  return findings;
}
