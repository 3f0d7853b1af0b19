import type { DeadLetterGroups, RetryProgress } from '@touchline/kernel/operate';
import type { Command } from '../command.ts';
import { answerOf } from '../reach/answer.ts';
import { linesOf } from '../reach/lines-of.ts';
import { progressView } from '../show/progress-view.ts';
import { safeText } from '../show/safe-text.ts';
import { reasonOf, reasonOption } from './reason-option.ts';

type Line = RetryProgress & { readonly kind: 'progress' | 'done' };

/** Counted by what went wrong; with `--retry N` the one of that number is tried again, whole. */
export const deadLetterGroups: Command = {
  name: 'dead-letters groups',
  about: 'Shows dead letters by what went wrong, or tries all of one group again.',
  arguments: [],
  options: {
    retry: { value: 'N', about: 'try again the group of this number, as it is listed' },
    json: { about: 'as one JSON object, for programs' },
    ...reasonOption,
  },
  examples: ['dead-letters groups', 'dead-letters groups --retry 1'],
  reaches: true,
  async run({ given, terminal, clock, signal, reach }) {
    const system = await reach();
    const found = await answerOf<DeadLetterGroups>(system, '/v1/operator/dead-letters/groups');
    const chosen = given.text('retry');
    if (chosen === undefined) {
      if (given.has('json')) terminal.out(JSON.stringify(found));
      else for (const line of groupsText(found)) terminal.out(line);
      return 0;
    }
    const group = found.groups[Number(chosen) - 1];
    if (!group) {
      terminal.err(`There is no group ${chosen}; there are ${found.groups.length}.`);
      return 1;
    }
    const { service, consumer, type, error } = group;
    const body = { service, consumer, type, error, ...reasonOf(given) };
    const bar = progressView(terminal, clock, 'Retrying', 'events');
    let last: Line | undefined;
    for await (const line of linesOf<Line>(system, '/v1/operator/dead-letters/retry-matching', {
      method: 'POST',
      body,
      signal,
    })) {
      last = line;
      bar.update({ done: line.done + line.left, total: line.total, rate: 0, leftS: null });
    }
    bar.end();
    terminal.out(`${last?.done ?? 0} went through, ${last?.left ?? 0} still wait.`);
    return last?.kind === 'done' && last.left === 0 ? 0 : 1;
  },
};

const groupsText = ({ groups, events, messages }: DeadLetterGroups): string[] =>
  events + messages === 0
    ? ['Nothing was set aside.']
    : [
        ...groups.map(({ service, consumer, type, error, failed, waiting, firstSince }, i) =>
          safeText(
            `${i + 1}  ${service}/${consumer}  ${type}: ${error}  (${failed} failed, ${waiting} wait behind them, since ${firstSince})`,
          ),
        ),
        `${events} events and ${messages} messages in all.`,
      ];
