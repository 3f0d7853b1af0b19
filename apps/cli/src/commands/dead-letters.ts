import type { DeadLetters, Tried } from '@touchline/kernel/operate';
import { usageFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';
import { wholeNumber } from '../numbers.ts';
import { queryText } from '../query-text.ts';
import { answerOf } from '../reach/answer.ts';
import { eventText } from '../show/event-text.ts';
import { safeText } from '../show/safe-text.ts';
import { reasonMust, reasonOf, reasonOption, revealed, revealOptions } from './reason-option.ts';

const which = {
  service: { value: 'NAME', about: 'only of this service' },
  consumer: { value: 'NAME', about: 'only of this consumer, as `list` names it' },
  sequence: { value: 'NAME', about: 'only of this sequence, as `list` names it' },
};

const list: Command = {
  name: 'dead-letters list',
  about:
    'Shows events that were set aside because they failed, those that wait behind them, and messages that were given up.',
  arguments: [],
  options: {
    service: which.service,
    consumer: which.consumer,
    limit: { value: 'N', about: 'how many (default 100, at most 1000)' },
    json: { about: 'as one JSON object, for programs' },
    ...revealOptions,
  },
  examples: ['dead-letters list'],
  reaches: true,
  async run({ given, terminal, reach }) {
    const limit = given.text('limit');
    const query = queryText({
      service: given.text('service'),
      consumer: given.text('consumer'),
      ...(limit !== undefined && { limit: wholeNumber(limit, '--limit', 1, 1000) }),
      ...revealed(given),
    });
    const letters = await answerOf<DeadLetters>(await reach(), `/v1/operator/dead-letters${query}`);
    if (given.has('json')) terminal.out(JSON.stringify(letters));
    else for (const line of deadLettersText(letters)) terminal.out(line);
    return 0;
  },
};

function deadLettersText({ events, messages, skipped }: DeadLetters): string[] {
  if (events.length + messages.length + skipped.length === 0) return ['Nothing was set aside.'];
  return [
    ...events.flatMap(({ id, sequence, error, attempts, since, event }) => [
      safeText(id),
      `    ${eventText(event)}`,
      error === ''
        ? `    waits behind an earlier event of ${safeText(sequence)}`
        : `    failed ${attempts} times, last ${since}: ${safeText(error.split('\n')[0] ?? '')}`,
    ]),
    ...messages.map(({ id, kind, error, attempts }) =>
      safeText(`${id}  message ${kind}, given up after ${attempts} attempts: ${error}`),
    ),
    ...(events.length + messages.length === 0
      ? []
      : ['', 'Mend the cause, then: npx touchline dead-letters retry ID (or --all)']),
    ...skipped.map(({ id, at, by, reason }) =>
      safeText(`skipped ${at} by ${by ?? 'nobody'}: ${id} (${reason})`),
    ),
  ];
}

const retry: Command = {
  name: 'dead-letters retry',
  about:
    'Tries again, in order: one event with its sequence, those named, a message that was given up, or all.',
  notes:
    'Where a row is made of several streams, events of the others went on meanwhile without the one that was set aside. ' +
    '`npx touchline verify --views` tells whether a row differs; `npx touchline rebuild VIEW` mends it.',
  arguments: [{ name: 'ID', about: 'an id from `list`', optional: true }],
  options: { ...which, all: { about: 'everything that was set aside' }, ...reasonOption },
  examples: ['dead-letters retry --all', 'dead-letters retry feed/card@1.1:0.42'],
  reaches: true,
  async run({ args: [id], given, terminal, reach }) {
    const named = {
      service: given.text('service'),
      consumer: given.text('consumer'),
      sequence: given.text('sequence'),
    };
    const some = Object.values(named).some((one) => one !== undefined);
    if ([id !== undefined, given.has('all'), some].filter(Boolean).length !== 1)
      throw usageFault('Give an ID, or --service, --consumer, --sequence, or --all: one kind of these.');
    const chosen = id === undefined ? (given.has('all') ? { all: true } : named) : { id };
    const body = { ...chosen, ...reasonOf(given) };
    return told(
      terminal.out,
      await answerOf<Tried>(await reach(), '/v1/operator/dead-letters/retry', { method: 'POST', body }),
    );
  },
};

const skip: Command = {
  name: 'dead-letters skip',
  about: 'Lets one event or message go for good, and tries what waits behind it.',
  notes:
    'The event stays in the log; only this consumer leaves it out, until it is rebuilt. A message is never told.',
  arguments: [{ name: 'ID', about: 'an id from `list`' }],
  options: { reason: { value: 'TEXT', about: 'why, which must be said; kept, and shown by `list`' } },
  examples: ["dead-letters skip feed/card@1.1:0.42 --reason 'made by a broken import'"],
  reaches: true,
  async run({ args: [id], given, terminal, reach }) {
    const reason = reasonMust(given, 'why this event is let go');
    const ask = { method: 'POST', body: { id, reason } } as const;
    const tried = await answerOf<Tried>(await reach(), '/v1/operator/dead-letters/skip', ask);
    terminal.out('Skipped.');
    return tried.done + tried.left === 0 ? 0 : told(terminal.out, tried);
  },
};

function told(say: (line: string) => void, { done, left }: Tried): number {
  if (done + left === 0) say('There was nothing to try.');
  else
    say(
      `${done} went through${left === 0 ? '.' : `, ${left} still ${left === 1 ? 'waits' : 'wait'}: see npx touchline dead-letters list.`}`,
    );
  return left === 0 ? 0 : 1;
}

export const deadLetters: readonly Command[] = [list, retry, skip];
