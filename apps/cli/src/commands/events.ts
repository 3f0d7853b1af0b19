import type { EventPage, SeenEvent } from '@touchline/kernel/operate';
import { usageFault } from '../cli-fault.ts';
import type { Command, CommandCall } from '../command.ts';
import { moment } from '../moment.ts';
import { wholeNumber } from '../numbers.ts';
import { queryText } from '../query-text.ts';
import { answerOf } from '../reach/answer.ts';
import { linesOf } from '../reach/lines-of.ts';
import type { Reach } from '../reach/reach.ts';
import { eventText } from '../show/event-text.ts';
import { revealed, revealOptions } from './reason-option.ts';

const limitDefault = 20;
const limitMax = 1_000_000;
const pageMax = 1000;

export const events: Command = {
  name: 'events',
  about: 'Shows what happened: the newest events, those since a time, or all as they are written.',
  notes:
    'The oldest of them comes first. Personal fields are hidden unless --reveal is given, with a --reason. FILTER is in words: type:Post* stream:post actor:ID since:2h until:TIME correlation:ID cause:0.42 at:0.42 -type:Kudos*, or a word found in any of them.',
  arguments: [{ name: 'FILTER', about: 'which events, in words; in quotes', optional: true }],
  options: {
    stream: { value: 'NAME', about: 'only of this stream (post-01k9…) or category (post)' },
    type: { value: 'TYPE', about: 'only of this type; may be given several times', many: true },
    actor: { value: 'ID', about: 'only caused by this person (or policy:name)' },
    since: { value: 'TIME', about: 'from this time on: 2026-05-01, 2026-05-01T12:00Z, or 15m, 2h, 3d ago' },
    until: { value: 'TIME', about: 'up to this time' },
    follow: { about: 'go on with events as they are written, until Ctrl-C' },
    limit: { value: 'N', about: `how many (default ${limitDefault})` },
    json: { about: 'one JSON object per line, for programs' },
    ...revealOptions,
  },
  examples: [
    'events --follow',
    "events 'type:Post* since:2h -actor:policy:*'",
    'events --type PostPublished --since 2h --limit 100',
    'events --stream post --json',
  ],
  reaches: true,
  async run(call) {
    const { given, terminal, clock } = call;
    const time = (name: string): string | undefined => {
      const text = given.text(name);
      return text === undefined ? undefined : moment(text, `--${name}`, clock.now());
    };
    const limitText = given.text('limit');
    const limit = limitText === undefined ? limitDefault : wholeNumber(limitText, '--limit', 1, limitMax);
    const filter = {
      q: call.args[0],
      stream: given.text('stream'),
      type: given.list('type'),
      actor: given.text('actor'),
      since: time('since'),
      ...revealed(given),
    };
    const until = time('until');
    if (given.has('follow') && until !== undefined) throw usageFault('--until does not go with --follow.');
    const show = (event: SeenEvent): void =>
      terminal.out(given.has('json') ? JSON.stringify(event) : eventText(event));
    const reach = await call.reach();
    if (given.has('follow')) {
      // Since a time all are shown that came since then.
      const isSince = filter.since !== undefined || /(^|\s)since:/.test(filter.q ?? '');
      const last = isSince ? undefined : Math.min(limit, pageMax);
      return follow(call, reach, `/v1/operator/events/follow${queryText({ ...filter, last })}`, show);
    }
    const found = await browse(call, reach, { ...filter, until }, limit);
    for (const event of found) show(event);
    if (found.length === 0) terminal.err('No event matches.');
    return 0;
  },
};

async function follow(
  { signal, terminal }: CommandCall,
  reach: Reach,
  path: string,
  show: (event: SeenEvent) => void,
): Promise<number> {
  if (reach.inProcess)
    terminal.err(`This follows ${reach.how}; nothing but this command can write to it meanwhile.`);
  for await (const event of linesOf<SeenEvent>(reach, path, { signal })) show(event);
  if (signal.aborted) return 0;
  terminal.err('The server ended the stream: it is stopping.');
  return 1;
}

/** Since a time the first ones are taken, otherwise the last ones; either way the oldest is shown first. */
async function browse(
  { signal }: CommandCall,
  reach: Reach,
  filter: Readonly<Record<string, string | boolean | readonly string[] | undefined>>,
  limit: number,
): Promise<SeenEvent[]> {
  const direction = filter['since'] === undefined ? 'backwards' : 'forwards';
  const found: SeenEvent[] = [];
  let after: string | undefined;
  while (found.length < limit && !signal.aborted) {
    const query = queryText({ ...filter, direction, after, limit: Math.min(pageMax, limit - found.length) });
    const page = await answerOf<EventPage>(reach, `/v1/operator/events${query}`);
    found.push(...page.events);
    if (page.end || page.next === undefined) break;
    after = page.next;
  }
  return direction === 'forwards' ? found : found.toReversed();
}
