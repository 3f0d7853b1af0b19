import { idSource, isRefusal, type CommandType, type QueryType } from '@touchline/kernel';
import { testEngine, world } from '@touchline/kernel/testing';
import { graph } from '../graph.ts';
import { peoplePageAnswer } from '../known/people-page.ts';
import { elsewhere, pickSports, publish, register } from './elsewhere.ts';

const newId = idSource(() => Date.parse('2026-01-01T00:00:00.000Z'));
/** Some people, whose handles are their names here. */
export const people = { kai: newId(), mia: newId(), tom: newId(), lena: newId() };
export type Name = keyof typeof people;

/** This service with a stand-in for identity, in memory, and short words for what people do. */
export async function graphWorld(partitions = 1) {
  const all = await world([graph, elsewhere], await testEngine({ partitions }));
  for (const [handle, account] of Object.entries(people))
    await all.as(null).does(register, { account, handle });

  return {
    close: () => all.close(),
    host: all.host,
    drained: () => all.drained(),
    /** Does something to a person and answers the body, or the code of the refusal. */
    async does(name: Name, command: CommandType, person?: Name): Promise<unknown> {
      all.clock.advance(1000);
      const caller = { actor: people[name], session: null, roles: [] };
      const done = await all.host.execute(graph, command, person ? { person: people[person] } : {}, caller);
      await all.drained();
      return isRefusal(done) ? done.refusal : done.body;
    },
    async plays(name: Name, ...sports: string[]): Promise<void> {
      await all.as(people[name]).does(pickSports, { person: people[name], name, sports });
    },
    async posts(name: Name, daysLater = 0, visibility?: 'followers' | 'only-me'): Promise<void> {
      all.clock.advance(daysLater * 86_400_000);
      await all.as(people[name]).does(publish, { author: people[name], ...(visibility && { visibility }) });
    },
    async asks(name: Name | null, query: QueryType, input: object = {}): Promise<unknown> {
      const found = await all.as(name && people[name]).asks(query, query.input.parse(input));
      return isRefusal(found) ? found.refusal : query.answers.parse(found);
    },
    /** The handles on a page. */
    async reads(
      name: Name | null,
      query: QueryType,
      person?: Name,
      page: object = {},
    ): Promise<string | string[]> {
      const found = await this.asks(name, query, { ...(person && { person: people[person] }), ...page });
      return typeof found === 'string'
        ? found
        : peoplePageAnswer.parse(found).items.map(({ handle }) => handle);
    },
  };
}
