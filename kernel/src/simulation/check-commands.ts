import type { Executed } from '../runtime/index.ts';
import type { CommandRecord, History } from './history.ts';
import { ofStream, type LoggedEvent } from './whole-log.ts';

interface Outcome {
  readonly record: CommandRecord;
  readonly events: readonly LoggedEvent[];
}

/** Acknowledged means once in the log, refused means not at all, and the answer says what is there. */
export function checkCommands(log: readonly LoggedEvent[], { commands, reuses }: History): string[] {
  const findings: string[] = [];
  const outcomes = commands.map((record): Outcome => ({
    record,
    events: log.filter(({ correlation }) => correlation === record.id),
  }));
  for (const outcome of outcomes) {
    const say = (what: string): void =>
      void findings.push(`${outcome.record.command} ${outcome.record.id}: ${what}`);
    checkEffect(outcome, say);
    checkRefusals(outcome, log, commands, say);
    if (outcome.record.command === 'Add') checkSums(outcome, log, say);
  }
  for (const { id, outcome } of reuses)
    if (outcome !== 'idempotency-key-reused')
      findings.push(`ID2: ${id} was used for other content: ${outcome}`);
  return [...findings, ...checkOrder(outcomes)];
}

type Say = (what: string) => void;

function checkEffect({ record, events }: Outcome, say: Say): void {
  const { command, input, answers } = record;
  const done = answers.filter((one): one is Executed => !('refusal' in one));
  const wanted = command === 'OpenTally' ? 2 : command === 'Add' && input.amount === 0 ? 0 : 1;
  const expected = done.length > 0 ? wanted : 0;
  const atMost = answers.length === 0 ? wanted : expected;
  if (events.length > atMost) say(`ID1: ${events.length} events where ${atMost} were expected`);
  if (events.length < expected) say(`ES1: ${events.length} events where ${expected} were acknowledged`);
  if (wanted > 0 && done.filter(({ repeated }) => !repeated).length > 1)
    say('ID1: done twice for the first time');
  if (command === 'OpenTally' && events.length === 1) say('ES4: written half');
}

function checkRefusals(
  { record }: Outcome,
  log: readonly LoggedEvent[],
  commands: readonly CommandRecord[],
  say: Say,
): void {
  const { id, input, began } = record;
  for (const answer of record.answers) {
    if (!('refusal' in answer)) continue;
    const other = (stream: string): boolean => {
      const [first] = ofStream(log, stream);
      return first !== undefined && first.correlation !== id;
    };
    if (answer.refusal === 'already-open' && !other(`tally-${input.tally}`))
      say('refused for its own effect');
    if (answer.refusal === 'name-taken' && !other(`name-${input.name}`)) say('refused for its own effect');
    const opened = commands.some(
      (one) =>
        one.command === 'OpenTally' &&
        one.input.tally === input.tally &&
        one.ended < began &&
        one.answers.some((its) => !('refusal' in its)),
    );
    if (answer.refusal === 'no-such-tally' && opened) say('refused though the tally had been opened before');
  }
}

/** Answers of additions follow from the facts up to their own event, also when they are given again. */
function checkSums({ record, events }: Outcome, log: readonly LoggedEvent[], say: Say): void {
  const [own] = events;
  if (!own) return;
  let sum = 0;
  for (const { event } of ofStream(log, own.event.stream))
    if (event.type === 'Added' && event.version <= own.event.version)
      sum += (event.data as { amount: number }).amount;
  const expected = JSON.stringify({ sum, version: own.event.version });
  for (const answer of record.answers) {
    if ('refusal' in answer) continue;
    const found = JSON.stringify(answer.body);
    if (found !== expected) say(`ID1: was answered ${found}; its facts say ${expected}`);
    const covered = answer.positions.get(own.event.partition) ?? 0;
    if (covered < own.event.position) say('VW6: its token does not cover its event');
  }
}

/** What began after another was answered comes after it. */
function checkOrder(outcomes: readonly Outcome[]): string[] {
  const findings: string[] = [];
  const written = outcomes.filter(({ events }) => events.length > 0);
  for (const first of written)
    for (const second of written) {
      const [a, b] = [first.events[0]?.event, second.events[0]?.event];
      if (a && a.stream === b?.stream && first.record.ended < second.record.began && a.version > b.version)
        findings.push(
          `${second.record.id} began after ${first.record.id} was answered, and stands before it`,
        );
    }
  return findings;
}
