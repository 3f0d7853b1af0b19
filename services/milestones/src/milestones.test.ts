import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Blocked, Followed } from '@touchline/graph/published';
import { AccountRegistered } from '@touchline/identity/published';
import { command, idSource, isRefusal, service, stream, type NewEvent } from '@touchline/kernel';
import { testEngine, world } from '@touchline/kernel/testing';
import { KudosGiven, PostPublished } from '@touchline/posts/published';
import { z } from 'zod';
import { milestones } from './milestones.ts';
import { listMilestones } from './queries/list-milestones.ts';

const same = (state: null): null => state;

/** Stands in for the services whose events are read here. */
const told = stream('told', {
  about: 'What happened in other services.',
  events: [AccountRegistered, Followed, Blocked, PostPublished, KudosGiven],
  initial: () => null,
  evolve: { AccountRegistered: same, Followed: same, Blocked: same, PostPublished: same, KudosGiven: same },
});
const tell = command(told, {
  type: 'Tell',
  about: 'Records that something happened elsewhere.',
  input: z.strictObject({ about: z.string(), event: z.custom<NewEvent<(typeof told.events)[number]>>() }),
  refusals: {},
  target: ({ about }) => about,
  decide: (_, { event }) => [event],
});
const elsewhere = service({ name: 'elsewhere', about: 'Others.', streams: [told], commands: [tell] });

const newId = idSource(() => Date.parse('2026-01-01T00:00:00.000Z'));
const [kai, ana, nobody, post] = [newId(), newId(), newId(), newId()];
const fans = Array.from({ length: 11 }, newId);

test('the routes are those that clients were promised', () => {
  const routes = [...milestones.commands, ...milestones.queries].map(
    ({ route, access }) => `${route} ${access}`,
  );
  assert.deepEqual(routes, ['GET /v1/people/:person/milestones anyone']);
});

for (const partitions of [1, 8])
  test(`a person’s way: joined, posted, followed, liked, a year; ${partitions} partition(s)`, async () => {
    const all = await world([milestones, elsewhere], await testEngine({ partitions }));
    const happens = (about: string, event: NewEvent<(typeof told.events)[number]>) => {
      all.clock.advance(1000);
      return all.as(null).does(tell, { about, event });
    };
    const reads = async (viewer: string | null, person: string) => {
      const found = await all.as(viewer).asks(listMilestones, { person });
      if (isRefusal(found)) return found.refusal;
      const { items } = listMilestones.answers.parse(found) as {
        items: { milestone: string; count: number }[];
      };
      return items.map(({ milestone, count }) => `${milestone} ${count}`);
    };
    assert.equal(await reads(null, kai), 'no-such-person');
    await happens(kai, AccountRegistered({ account: kai, handle: 'kai', name: 'Kai' }));
    assert.deepEqual(await reads(null, kai), []);
    await happens(post, PostPublished({ post, author: kai, text: 'Up the hill' }));
    for (const fan of fans) await happens(`${fan}.${kai}`, Followed({ follower: fan, followee: kai }));
    for (const fan of fans) await happens(post, KudosGiven({ post, person: fan }));
    const way = ['post-kudos 10', 'followers 10', 'first-post 1'];
    assert.deepEqual(await reads(ana, kai), way);
    all.clock.advance(366 * 86_400_000);
    assert.deepEqual(await reads(null, kai), ['membership-years 1', ...way]);

    await happens(`${ana}.${kai}`, Blocked({ blocker: ana, blocked: kai }));
    await happens(ana, AccountRegistered({ account: ana, handle: 'ana', name: 'Ana' }));
    assert.deepEqual(
      [await reads(ana, kai), await reads(kai, ana), await reads(kai, nobody)],
      ['no-such-person', 'no-such-person', 'no-such-person'],
    );
    assert.equal((await reads(kai, kai)).length, 4);
    await all.close();
  });
