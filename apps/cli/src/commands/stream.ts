import type { StreamAt } from '@touchline/kernel/operate';
import type { Command } from '../command.ts';
import { moment } from '../moment.ts';
import { wholeNumber } from '../numbers.ts';
import { queryText } from '../query-text.ts';
import { answerOf } from '../reach/answer.ts';
import { changeText } from '../show/change-text.ts';
import { eventText } from '../show/event-text.ts';
import { safeText } from '../show/safe-text.ts';
import { revealed, revealOptions } from './reason-option.ts';

export const stream: Command = {
  name: 'stream',
  about: 'Shows the events of a stream, what each of them changed, and the state they lead to.',
  notes: 'With --at as it was then. Personal fields are hidden unless --reveal is given, with a --reason.',
  arguments: [{ name: 'ID', about: 'the name of the stream, e.g. post-01k9w3m8x2f7qtb6s5n0v4c1dz' }],
  options: {
    at: {
      value: 'VERSION|TIME',
      about: 'as it stood at this version, or at this time (2026-05-01T12:00Z, 2h ago)',
    },
    compare: { value: 'VERSION', about: 'also tell what differs from this version' },
    limit: { value: 'N', about: 'how many of the last events to show (default 100, at most 1000)' },
    json: { about: 'as one JSON object, for programs' },
    ...revealOptions,
  },
  examples: ['stream post-01k9w3m8x2f7qtb6s5n0v4c1dz', 'stream post-01k9w3m8x2f7qtb6s5n0v4c1dz --at 3'],
  reaches: true,
  async run({ args: [name = ''], given, terminal, clock, reach }) {
    const at = given.text('at');
    const limit = given.text('limit');
    const compare = given.text('compare');
    const query = queryText({
      ...(at !== undefined &&
        (/^-?\d+$/.test(at)
          ? { version: versionOf(at, '--at') }
          : { time: moment(at, '--at', clock.now()) })),
      ...(limit !== undefined && { limit: wholeNumber(limit, '--limit', 1, 1000) }),
      ...(compare !== undefined && { compare: versionOf(compare, '--compare') }),
      ...revealed(given),
    });
    const seen = await answerOf<StreamAt>(
      await reach(),
      `/v1/operator/streams/${encodeURIComponent(name)}${query}`,
    );
    for (const asked of [at, compare])
      if (asked !== undefined && Number(asked) > seen.head)
        terminal.err(
          `There is no version ${asked} yet: version ${seen.head} is the last, and taken instead.`,
        );
    if (given.has('json')) terminal.out(JSON.stringify(seen));
    else for (const line of streamText(seen)) terminal.out(line);
    return 0;
  },
};

const versionOf = (text: string, name: string): number => wholeNumber(text, name, 0, Number.MAX_SAFE_INTEGER);

function streamText({ stream: name, service, version, head, state, compared, steps }: StreamAt): string[] {
  const first = steps[0]?.event.version ?? 1;
  return [
    `${safeText(name)} at version ${version} of ${head}${service === null ? '' : `, of ${service}`}`,
    ...(first > 1 ? [`  (events 1 to ${first - 1} are not shown; --limit shows more)`] : []),
    ...steps.flatMap(({ event, changes }) => [
      eventText(event),
      ...changes.map((change) => `    ${changeText(change)}`),
    ]),
    ...(service === null
      ? ['No service here owns this stream, so there is no state to show.']
      : ['State:', ...stateText(state)]),
    ...(compared ? ['Compared:', ...compared.map((change) => `  ${changeText(change)}`)] : []),
  ];
}

const stateText = (state: unknown): string[] =>
  JSON.stringify(state, null, 2)
    .split('\n')
    .map((line) => `  ${safeText(line)}`);
