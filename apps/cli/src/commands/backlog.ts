import type { Backlog } from '@touchline/kernel/operate';
import type { Command } from '../command.ts';
import { wholeNumber } from '../numbers.ts';
import { queryText } from '../query-text.ts';
import { answerOf } from '../reach/answer.ts';
import { eventText } from '../show/event-text.ts';

export const backlog: Command = {
  name: 'backlog',
  about: 'Shows the next events that a view or policy has not consumed yet.',
  arguments: [{ name: 'NAME', about: 'as `views` lists it, e.g. feed/card' }],
  options: {
    limit: { value: 'N', about: 'how many (default 50, at most 1000)' },
    json: { about: 'as one JSON object, for programs' },
  },
  examples: ['backlog feed/card'],
  reaches: true,
  async run({ args: [name = ''], given, terminal, reach }) {
    const limit = given.text('limit');
    const query = queryText(limit === undefined ? {} : { limit: wholeNumber(limit, '--limit', 1, 1000) });
    const path = `/v1/operator/consumers/${encodeURIComponent(name)}/backlog${query}`;
    const seen = await answerOf<Backlog>(await reach(), path);
    if (given.has('json')) terminal.out(JSON.stringify(seen));
    else {
      for (const event of seen.events) terminal.out(eventText(event));
      terminal.err(`${seen.target} is ${seen.lagEvents.toLocaleString('en')} events behind the log.`);
    }
    return 0;
  },
};
