import type { EventEffects, SeenEvent, Trace } from '@touchline/kernel/operate';
import type { Command } from '../command.ts';
import { queryText } from '../query-text.ts';
import { answerOf } from '../reach/answer.ts';
import { eventText } from '../show/event-text.ts';
import { safeText } from '../show/safe-text.ts';
import { revealed, revealOptions } from './reason-option.ts';

const placeOf = ({ partition, position }: SeenEvent): string => `${partition}.${position}`;

export const trace: Command = {
  name: 'trace',
  about: 'Shows what belongs together with an event: the request, what it wrote, what followed, who has it.',
  arguments: [{ name: 'PLACE', about: 'partition and position of the event, e.g. 0.4812' }],
  options: {
    json: { about: 'as one JSON object, for programs' },
    ...revealOptions,
  },
  examples: ['trace 0.4812'],
  reaches: true,
  async run({ args: [place = ''], given, terminal, reach }) {
    const system = await reach();
    const query = queryText(revealed(given));
    const at = encodeURIComponent(place);
    const seen = await answerOf<Trace>(system, `/v1/operator/traces/${at}${query}`);
    const effects = await answerOf<EventEffects>(system, `/v1/operator/events/${at}`);
    if (given.has('json')) terminal.out(JSON.stringify({ ...seen, effects }));
    else for (const line of [...treeText(seen), '', ...effectsText(effects)]) terminal.out(line);
    return 0;
  },
};

function treeText({ correlation, events, whole }: Trace): string[] {
  const places = new Set(events.map(({ event }) => placeOf(event)));
  const below = (cause: string | null, indent: string): string[] =>
    events
      .filter((one) => (one.cause !== null && places.has(one.cause) ? one.cause : null) === cause)
      .flatMap(({ event }) => [
        `${indent}${placeOf(event)}  ${eventText(event)}`,
        ...below(placeOf(event), `${indent}    `),
      ]);
  return [
    correlation === null ? 'A request without a name:' : safeText(`Request ${correlation}:`),
    ...below(null, '  '),
    ...(whole ? [] : ['  (The log goes on beyond what was looked through; later effects may be missing.)']),
  ];
}

const effectsText = ({ event, readers, told }: EventEffects): string[] => [
  `What became of ${placeOf(event)}:`,
  ...readers.map(({ target, kind, state, rows }) =>
    safeText(`  ${target} (${kind}): ${state}${rows.length > 0 ? `, rows ${rows.join(', ')}` : ''}`),
  ),
  ...told.map(({ topic, kind, channels }) =>
    safeText(
      `  live ${topic}: ${kind} to ${channels.length} ${channels.length === 1 ? 'channel' : 'channels'}`,
    ),
  ),
  ...(readers.length + told.length === 0 ? ['  Nothing that runs reads it.'] : []),
];
