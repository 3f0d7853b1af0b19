import { usageFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';
import { isPersonId } from '../person-id.ts';
import { queryText } from '../query-text.ts';
import { answerOf } from '../reach/answer.ts';
import { reasonMust, reasonOption } from './reason-option.ts';

const erase: Command = {
  name: 'erase',
  about: 'Erases a person for good: their account ends, and nothing they wrote can be read any more.',
  notes:
    'There is no way back. Older backups still hold their key: see npx touchline erased --help before you restore one.',
  arguments: [{ name: 'PERSON', about: 'a handle or an id' }],
  options: { yes: { about: 'really do it' }, ...reasonOption },
  examples: ["erase @kai_runs --yes --reason 'asked for it by letter'"],
  reaches: true,
  async run({ args: [person = ''], given, terminal, reach }) {
    if (!given.has('yes'))
      throw usageFault(`Nothing was done. To erase ${person} for good, say it again with --yes.`);
    const reason = reasonMust(given, 'why');
    const system = await reach();
    const name = person.replace(/^@/, '');
    const account = isPersonId(name)
      ? name
      : (await answerOf<{ id: string }>(system, `/v1/people/${encodeURIComponent(name)}`)).id;
    await answerOf(system, `/v1/operator/accounts/${account}/erase`, {
      method: 'POST',
      body: { reason },
    });
    terminal.out(`${person} (${account}) was erased.`);
    terminal.out('Put the id on the list that you keep beside your backups: npx touchline erased');
    return 0;
  },
};

const erased: Command = {
  name: 'erased',
  about: 'Lists the ids of all who were erased, one per line.',
  notes:
    'Keep this list apart from the backups, and as new as can be: `restore DIR --data NEW --erased FILE` destroys these\nkeys again, so that nobody comes back with an older backup.',
  arguments: [],
  options: {},
  examples: ['erased > /elsewhere/erased.txt'],
  reaches: true,
  async run({ terminal, reach }) {
    const system = await reach();
    for (let after: string | undefined; ;) {
      const page = await answerOf<{ persons: readonly string[]; next?: string }>(
        system,
        `/v1/operator/erased${queryText({ after, limit: 1000 })}`,
      );
      for (const person of page.persons) terminal.out(person);
      if (page.next === undefined) return 0;
      after = page.next;
    }
  },
};

export const erasures: readonly Command[] = [erase, erased];
