import { Blocked, Followed, Muted, Unblocked, Unfollowed, Unmuted } from '@touchline/graph/published';
import { AccountRegistered, HandleChanged } from '@touchline/identity/published';
import { idSource, isRefusal, JsonText, type QueryType } from '@touchline/kernel';
import { testEngine, world } from '@touchline/kernel/testing';
import type { z } from 'zod';
import { postPageAnswer, type postAnswer } from '../answer/post-answer.ts';
import { publishPost } from '../commands/publish-post.ts';
import { tieKey } from '../known/ties.ts';
import { posts } from '../posts.ts';
import { elsewhere, tell } from './elsewhere.ts';

const newId = idSource(() => Date.parse('2026-01-01T00:00:00.000Z'));
/** Some people, whose handles are their names here. */
export const people = { kai: newId(), mia: newId(), tom: newId(), lena: newId() };
type Name = keyof typeof people;

export type PostAnswer = z.output<typeof postAnswer>;

/** This service with stand-ins for the others, in memory, and short words for what people do. */
export async function postsWorld(partitions = 1) {
  const all = await world([posts, elsewhere], await testEngine({ partitions }));
  const others = all.as(null);
  const between = (a: Name, b: Name): string => tieKey(people[a], people[b]);
  for (const [handle, account] of Object.entries(people))
    await others.does(tell, {
      about: account,
      event: AccountRegistered({ account, handle, name: handle.toUpperCase() }),
    });

  const as = (name: Name | null) => all.as(name && people[name]);
  return {
    as,
    host: all.host,
    close: () => all.close(),
    async follows(a: Name, b: Name, begins = true) {
      const edge = { follower: people[a], followee: people[b] };
      await others.does(tell, { about: between(a, b), event: begins ? Followed(edge) : Unfollowed(edge) });
    },
    async blocks(a: Name, b: Name, begins = true) {
      const block = { blocker: people[a], blocked: people[b] };
      await others.does(tell, { about: between(a, b), event: begins ? Blocked(block) : Unblocked(block) });
    },
    async mutes(a: Name, b: Name, begins = true) {
      const mute = { muter: people[a], muted: people[b] };
      await others.does(tell, { about: between(a, b), event: begins ? Muted(mute) : Unmuted(mute) });
    },
    async takesHandle(name: Name, from: string, to: string) {
      const account = people[name];
      await others.does(tell, { about: account, event: HandleChanged({ account, from, to }) });
    },
    /** Publishes and answers the post's id. */
    async publishes(
      name: Name,
      text: string,
      more: { visibility?: PostAnswer['visibility']; replyTo?: string } = {},
    ) {
      all.clock.advance(1000);
      return (await as(name).does(publishPost, { text, ...more })).id;
    },
    /** What a route answers: parsed by its declared schema, or the code it refuses with. */
    async asks(name: Name | null, query: QueryType, input: object): Promise<unknown> {
      const found = await as(name).asks(query, query.input.parse(input));
      if (isRefusal(found)) return found.refusal;
      return query.answers.parse(found instanceof JsonText ? JSON.parse(found.text) : found);
    },
    /** The texts on a page. */
    async reads(name: Name | null, query: QueryType, input: object = {}): Promise<string | string[]> {
      const found = await this.asks(name, query, input);
      return typeof found === 'string' ? found : postPageAnswer.parse(found).items.map(({ text }) => text);
    },
  };
}
