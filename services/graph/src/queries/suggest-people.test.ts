import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Look } from '@touchline/kernel';
import { blockPerson } from '../commands/block-person.ts';
import { followPerson } from '../commands/follow-person.ts';
import { lockAccount } from '../commands/lock-account.ts';
import { mutePerson } from '../commands/mute-person.ts';
import { unfollowPerson } from '../commands/unfollow-person.ts';
import { graphWorld, type Name } from '../testing/graph-world.ts';
import { suggestPeople } from './suggest-people.ts';

interface Suggested {
  readonly items: readonly {
    readonly handle: string;
    readonly followedBy: number;
    readonly sharedSports: readonly string[];
  }[];
}

for (const partitions of [1, 8])
  describe(`suggestions on ${partitions} partition(s)`, () => {
    let world: Awaited<ReturnType<typeof graphWorld>>;
    beforeEach(async () => void (world = await graphWorld(partitions)));
    afterEach(() => world.close());

    const suggested = async (name: Name, input: object = {}): Promise<string[]> =>
      ((await world.asks(name, suggestPeople, input)) as Suggested).items.map(({ handle }) => handle);

    test('a newcomer who follows nobody is shown who posted last, then who came last', async () => {
      await world.posts('mia', 0);
      await world.posts('tom', 3);
      await world.posts('lena', 1, 'followers');
      deepEqual(await suggested('kai'), ['tom', 'mia', 'lena']);
      deepEqual(await suggested('kai', { limit: '1' }), ['tom']);
    });

    test('who shares a sport comes first, by the profile or by what is asked for while signing up', async () => {
      await world.posts('tom');
      await world.plays('lena', 'running', 'golf');
      await world.plays('mia', 'chess');
      deepEqual(await suggested('kai', { sport: ['running'] }), ['lena', 'tom', 'mia']);
      await world.plays('kai', 'chess');
      const found = (await world.asks('kai', suggestPeople)) as Suggested;
      deepEqual(
        found.items.map(({ handle, sharedSports }) => [handle, sharedSports]),
        [
          ['mia', ['chess']],
          ['tom', []],
          ['lena', []],
        ],
      );
    });

    test('whom those one follows follow is suggested, with how many they are', async () => {
      await world.does('kai', followPerson, 'mia');
      await world.does('kai', followPerson, 'tom');
      await world.does('mia', followPerson, 'lena');
      await world.does('tom', followPerson, 'lena');
      const found = (await world.asks('kai', suggestPeople)) as Suggested;
      deepEqual(
        found.items.map(({ handle, followedBy }) => [handle, followedBy]),
        [['lena', 2]],
      );
    });

    test('nobody is suggested who is oneself, followed, asked, muted, or apart by a block either way', async () => {
      deepEqual((await suggested('kai')).toSorted(), ['lena', 'mia', 'tom']);
      await world.does('kai', followPerson, 'mia');
      await world.does('lena', lockAccount);
      await world.does('kai', followPerson, 'lena');
      await world.does('tom', blockPerson, 'kai');
      deepEqual(await suggested('kai'), []);
      deepEqual(await suggested('tom'), ['lena', 'mia']);
      await world.does('kai', unfollowPerson, 'mia');
      deepEqual(await suggested('kai'), ['mia']);
      await world.does('kai', mutePerson, 'mia');
      deepEqual(await suggested('kai'), []);
      await world.does('mia', blockPerson, 'tom');
      deepEqual(await suggested('tom'), ['lena']);
      deepEqual(await suggested('mia'), ['lena', 'kai']);
    });

    test('it is for members, and asks for a bounded number', () => {
      equal(suggestPeople.access, 'member');
      for (const limit of ['0', '51', 'x']) equal(suggestPeople.input.safeParse({ limit }).success, false);
      equal(suggestPeople.input.safeParse({ sport: Array(21).fill('golf') }).success, false);
    });
  });

const strangers = ['quiet-1', 'quiet-2'];
for (const [who, taken] of [
  ['those one knows already', 'follow'],
  ['those whose accounts were erased', 'person-card'],
] as const)
  test(`${who} take nobody’s place: strangers are looked for further back`, async () => {
    const others = Array.from({ length: 450 }, (_, i) => `other-${i}`);
    const all = [...others, ...strangers];
    const row = { sports: [], activeDay: 0 };
    const look = {
      get: () => row,
      getMany: ({ name }: { name: string }, keys: readonly string[]) =>
        keys.map((key) => {
          if (name === 'candidate') return row;
          const isOther = key.includes('other') && name === taken;
          if (name === 'person-card') return isOther ? undefined : { handle: key, name: key };
          return isOther ? {} : undefined;
        }),
      range: (_view: object, index: string, { after, limit }: { after?: string; limit: number }) => {
        if (index !== 'active') return { rows: [], keys: [], next: undefined };
        const from = Number(after ?? 0);
        const next = from + limit < all.length ? String(from + limit) : undefined;
        return { rows: [], keys: all.slice(from, from + limit), next };
      },
    } as unknown as Look;
    const call = { actor: 'kai', session: null, roles: [], look, nowMs: 0 };
    const found = (await suggestPeople.read({ limit: 12 }, call)) as Suggested;
    deepEqual(
      found.items.map(({ handle }) => handle),
      ['quiet-2', 'quiet-1'],
    );
  });
