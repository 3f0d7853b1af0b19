import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { memoryLeases, type MemoryLeases } from '../testing/memory/memory-leases.ts';
import { shareOf } from './share-of.ts';

interface Member {
  readonly name: string;
  readonly wants: readonly string[];
  readonly needs: readonly string[];
  left: ReadonlySet<string>;
}

const member = (name: string, wants: readonly string[], needs: readonly string[] = []): Member => ({
  name,
  wants,
  needs,
  left: new Set(),
});

/** What each member does at every beat. */
async function beat(leases: MemoryLeases, me: Member): Promise<void> {
  const table = await leases.beat(me.name, me);
  const { claim, give } = shareOf(me.name, table, me.left);
  await leases.release(me.name, give);
  const got = new Set((await leases.claim(me.name, claim)).map(({ work }) => work));
  const held = new Set(table.held.map(({ work }) => work));
  me.left = new Set(me.wants.filter((work) => !held.has(work) && !got.has(work)));
}

async function rounds(leases: MemoryLeases, members: readonly Member[], count: number): Promise<void> {
  for (let i = 0; i < count; i++) for (const one of members) await beat(leases, one);
}

async function loads(leases: MemoryLeases, members: readonly Member[]): Promise<Map<string, string[]>> {
  const first = members[0] as Member;
  const { held } = await leases.beat(first.name, first);
  const found = new Map(members.map(({ name }) => [name, [] as string[]]));
  for (const { work, holder } of held) found.get(holder)?.push(work);
  return found;
}

const works = (count: number): string[] => Array.from({ length: count }, (_, i) => `work${i}`);

test('who is alone takes everything at its first beat', async () => {
  const leases = memoryLeases();
  const a = member('a', works(40));
  await beat(leases, a);
  equal((await loads(leases, [a])).get('a')?.length, 40);
});

test('OW10: work is spread evenly, and again when one joins, leaves or dies; little of it moves', async () => {
  const leases = memoryLeases();
  const all = works(33);
  const [a, b, c] = [member('a', all), member('b', all), member('c', all)];
  await rounds(leases, [a], 2);
  await rounds(leases, [a, b], 4);
  const two = await loads(leases, [a, b]);
  deepEqual(new Set([...two.values()].map(({ length }) => length)), new Set([16, 17]));
  await rounds(leases, [a, b, c], 4);
  const three = await loads(leases, [a, b, c]);
  deepEqual(
    [...three.values()].map(({ length }) => length),
    [11, 11, 11],
  );
  const stayed = ['a', 'b'].flatMap((name) =>
    three.get(name)?.filter((work) => two.get(name)?.includes(work)),
  );
  equal(stayed.length, 22, 'who gives up takes nothing from the others');
  leases.lapse('b');
  await rounds(leases, [a, c], 4);
  deepEqual(
    new Set([...(await loads(leases, [a, c])).values()].map(({ length }) => length)),
    new Set([16, 17]),
  );
  await leases.leave('a');
  await rounds(leases, [c], 2);
  equal((await loads(leases, [c])).get('c')?.length, 33);
});

test('OW11: what one needs it gets, whoever had it; when it needs it no more others may have it', async () => {
  const leases = memoryLeases();
  const all = works(4);
  const [a, b] = [member('a', all), member('b', all)];
  await rounds(leases, [a, b], 4);
  const before = (await loads(leases, [a, b])).get('a')?.[0] ?? '';
  const needing = member('b', all, [before]);
  await rounds(leases, [a, needing], 3);
  ok((await loads(leases, [a, needing])).get('b')?.includes(before));
  const alsoNeeding = member('a', all, [before]);
  await rounds(leases, [alsoNeeding, needing], 3);
  ok((await loads(leases, [a, b])).get('a')?.includes(before), 'of two who need it the first has it');
});

test('OW10: whatever members can do and however they come and go, soon each work is done by one who can', async () => {
  const all = works(12);
  const ability = fc.subarray(all, { minLength: 1 });
  const step = fc.record({ who: fc.nat(3), what: fc.constantFrom('beat', 'beat', 'beat', 'leave', 'lapse') });
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(ability, { minLength: 1, maxLength: 4 }),
      fc.array(step, { maxLength: 30 }),
      async (abilities, steps) => {
        const leases = memoryLeases();
        const members = abilities.map((wants, i) => member(`m${i}`, wants));
        for (const { who, what } of steps) {
          const one = members[who % members.length] as Member;
          if (what === 'beat') await beat(leases, one);
          else if (what === 'leave') await leases.leave(one.name);
          else leases.lapse(one.name);
        }
        await rounds(leases, members, 12);
        const found = await loads(leases, members);
        for (const work of new Set(abilities.flat())) {
          const by = members.filter(({ name }) => found.get(name)?.includes(work));
          equal(by.length, 1, `${work} is done by ${by.length}`);
          ok(by[0]?.wants.includes(work));
          moved++;
        }
        const same = abilities.every((wants) => wants.length === all.length);
        const counts = [...found.values()].map(({ length }) => length);
        if (same) ok(Math.max(...counts) - Math.min(...counts) <= 1, counts.join(' '));
      },
    ),
    { numRuns: 300 },
  );
  ok(moved > 1000);
});
