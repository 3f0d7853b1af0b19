import { deepStrictEqual, equal, ok, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { leaseLimits, type Lease, type Leases, type Wishes } from '../ports/index.ts';

export interface LeasesFixture {
  readonly leases: Leases;
  /** What another process opens beside it. */
  beside(): Promise<Leases>;
  /** Lets the time of a member run out, as if it had said nothing for `holdMs`. */
  lapse(member: string): Promise<void>;
  dispose(): Promise<void>;
}

export type MakeLeases = () => Promise<LeasesFixture>;

/** The rules of ownership that a storage holds (OW1 to OW8). */
export function leaseConformance(make: MakeLeases): void {
  const onLeases = async (work: (fixture: LeasesFixture) => Promise<void>): Promise<void> => {
    const fixture = await make();
    try {
      await work(fixture);
    } finally {
      await fixture.dispose();
    }
  };
  const wants = (...works: string[]): Wishes => ({ wants: works, needs: [] });
  const worksOf = (leases: readonly Lease[]): string[] => leases.map(({ work }) => work).toSorted();
  const holders = async (leases: Leases, asker: string): Promise<Record<string, string>> => {
    const { held } = await leases.beat(asker, wants());
    return Object.fromEntries(held.map(({ work, holder }) => [work, holder]));
  };

  describe('leases', () => {
    it('OW1: what one member holds no other gets, also not from another process', () =>
      onLeases(async ({ leases, beside }) => {
        const other = await beside();
        await leases.beat('a', wants('x', 'y'));
        await other.beat('b', wants('x', 'y'));
        deepStrictEqual(worksOf(await leases.claim('a', ['x'])), ['x']);
        deepStrictEqual(worksOf(await other.claim('b', ['x', 'y'])), ['y']);
        deepStrictEqual(worksOf(await leases.claim('a', ['y'])), []);
        deepStrictEqual(await holders(other, 'b'), { x: 'a', y: 'b' });
      }));

    it('OW1: of many who claim at once one gets each work', () =>
      onLeases(async ({ leases, beside }) => {
        const works = Array.from({ length: 20 }, (_, i) => `w${i}`);
        const members = await Promise.all(
          Array.from({ length: 6 }, async (_, i) => {
            const own = i === 0 ? leases : await beside();
            await own.beat(`m${i}`, wants(...works));
            return { name: `m${i}`, own };
          }),
        );
        const claimed = await Promise.all(members.map(({ name, own }) => own.claim(name, works)));
        deepStrictEqual(worksOf(claimed.flat()), works.toSorted());
        const held = await holders(leases, 'm0');
        for (const [i, mine] of claimed.entries()) for (const { work } of mine) equal(held[work], `m${i}`);
      }));

    it('OW2: every new holder has a greater epoch; who holds it already keeps its own', () =>
      onLeases(async ({ leases, lapse }) => {
        await leases.beat('a', wants('x'));
        await leases.beat('b', wants('x'));
        let last = 0;
        for (const member of ['a', 'b', 'a', 'a']) {
          const [lease] = await leases.claim(member, ['x']);
          ok(lease && lease.epoch > last, `${lease?.epoch} after ${last}`);
          deepStrictEqual(await leases.claim(member, ['x']), [lease]);
          last = lease.epoch;
          await leases.release(member, ['x']);
        }
        const [kept] = await leases.claim('a', ['x']);
        await lapse('a');
        const [taken] = await leases.claim('b', ['x']);
        ok(kept && taken && taken.epoch > kept.epoch);
      }));

    it('OW3: who lets its time run out is gone, and what it held is free; who beats keeps it', () =>
      onLeases(async ({ leases, beside, lapse }) => {
        const other = await beside();
        await leases.beat('a', wants('x'));
        await leases.claim('a', ['x']);
        await other.beat('b', wants('x'));
        await leases.beat('a', wants('x'));
        deepStrictEqual(await other.claim('b', ['x']), []);
        await lapse('a');
        const { members, held } = await other.beat('b', wants('x'));
        deepStrictEqual([members.map(({ name }) => name), held], [['b'], []]);
        deepStrictEqual(worksOf(await other.claim('b', ['x'])), ['x']);
        deepStrictEqual(await holders(leases, 'a'), { x: 'b' });
        deepStrictEqual(await leases.claim('a', ['x']), []);
      }));

    it('OW3: who comes back before another took it has it still', () =>
      onLeases(async ({ leases, lapse }) => {
        await leases.beat('a', wants('x'));
        const [before] = await leases.claim('a', ['x']);
        await lapse('a');
        await leases.beat('a', wants('x'));
        deepStrictEqual(await leases.claim('a', ['x']), [before]);
      }));

    it('OW4: who is not there gets nothing', () =>
      onLeases(async ({ leases, lapse }) => {
        deepStrictEqual(await leases.claim('stranger', ['x']), []);
        await leases.beat('a', wants('x'));
        await lapse('a');
        deepStrictEqual(await leases.claim('a', ['x']), []);
      }));

    it('OW5: what is released is free at once; only its holder can release it', () =>
      onLeases(async ({ leases }) => {
        await leases.beat('a', wants('x', 'y'));
        await leases.beat('b', wants('x', 'y'));
        await leases.claim('a', ['x', 'y']);
        await leases.release('b', ['x']);
        deepStrictEqual(await holders(leases, 'b'), { x: 'a', y: 'a' });
        await leases.release('a', ['x']);
        deepStrictEqual(worksOf(await leases.claim('b', ['x', 'y'])), ['x']);
      }));

    it('OW6: who leaves holds nothing and is not there', () =>
      onLeases(async ({ leases }) => {
        await leases.beat('a', wants('x'));
        await leases.beat('b', wants('x'));
        await leases.claim('a', ['x']);
        await leases.leave('a');
        const { members, held } = await leases.beat('b', wants('x'));
        deepStrictEqual([members.map(({ name }) => name), held], [['b'], []]);
        deepStrictEqual(worksOf(await leases.claim('b', ['x'])), ['x']);
        await leases.leave('nobody');
      }));

    it('OW7: a beat tells what each member wants and needs now', () =>
      onLeases(async ({ leases, beside }) => {
        const other = await beside();
        await leases.beat('a', wants('x', 'y'));
        await leases.beat('a', { wants: ['y', 'z'], needs: ['z'] });
        const { members } = await other.beat('b', wants());
        const sorted = members.toSorted((one, two) => (one.name < two.name ? -1 : 1));
        deepStrictEqual(
          sorted.map(({ name, wants: all, needs }) => ({ name, wants: [...all], needs: [...needs] })),
          [
            { name: 'a', wants: ['y', 'z'], needs: ['z'] },
            { name: 'b', wants: [], needs: [] },
          ],
        );
      }));

    it('OW8: names and numbers are bounded', () =>
      onLeases(async ({ leases }) => {
        const fault = { code: 'internal', retryable: false };
        const many = Array.from({ length: leaseLimits.worksMax + 1 }, (_, i) => `w${i}`);
        for (const member of ['', 'x'.repeat(leaseLimits.memberLengthMax + 1), 'a\0'])
          await rejects(leases.beat(member, wants()), fault);
        await rejects(leases.beat('a', wants(...many)), fault);
        await leases.beat('a', wants());
        await rejects(leases.claim('a', ['x'.repeat(leaseLimits.workLengthMax + 1)]), fault);
        const most = many.slice(1);
        await leases.beat('a', wants(...most));
        equal((await leases.claim('a', most)).length, leaseLimits.worksMax);
      }));
  });
}
