import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { isErased } from '../erased.ts';
import { Fault } from '../fault.ts';
import { message, type Deliver, type Delivery } from '../message.ts';
import { deadLetters, retryDeadLetters, skipDeadLetter } from '../operate/index.ts';
import { policy, tell } from '../policy.ts';
import { manualClock } from '../testing/manual-clock.ts';
import type { Engine } from '../ports/index.ts';
import { world, type World } from '../testing/world.ts';
import { run, type MakeEngine } from './runtime-fixture.ts';
import { add, Added, forgetMe, openTally, tallies, TallyOpened } from './sample.ts';

const Letter = message('Letter', {
  about: 'A note, carried outside.',
  schema: z.strictObject({ owner: z.string(), note: z.string() }),
  personal: { of: 'owner', fields: ['note'] },
});
const Count = message('Count', {
  about: 'An addition, told outside.',
  schema: z.strictObject({ amount: z.int() }),
  attemptsMax: 3,
});
const telling = policy('telling', {
  about: 'Tells the outside of notes and additions.',
  reads: [TallyOpened, Added],
  tells: [Letter, Count],
  react: {
    TallyOpened: ({ data: { owner, note } }) => (isErased(note) ? [] : [tell(Letter, { owner, note })]),
    Added: ({ data: { amount } }) => [tell(Count, { amount })],
  },
});
const services = [{ ...tallies, policies: [telling] }];

/** What reaches the outside: at least once, under one id, in order, whatever fails on the way. */
export function outboxConformance(make: MakeEngine, partitions: number): void {
  const inside = async (
    deliver: Readonly<Record<string, Deliver>>,
    work: (inside: World, clock: ReturnType<typeof manualClock>) => Promise<void>,
  ): Promise<void> => {
    const clock = manualClock();
    const fixture = await make({ partitions, clock });
    try {
      const one = await world(services, fixture.engine, { deliver, clock });
      await work(one, clock).finally(() => one.host.stop());
    } finally {
      await fixture.dispose();
    }
  };
  const opens = (one: World, tally: string, note = 'a secret') =>
    run(one, openTally, { tally, name: tally, note }, 'ana');

  describe(`outbox, ${partitions} partition(s)`, () => {
    it('PO4: what a policy tells is delivered once, in the order of its sequence', () => {
      const told: object[] = [];
      return inside(outside(told), async (one) => {
        await opens(one, 't');
        for (let amount = 1; amount <= 20; amount++) await run(one, add, { tally: 't', amount }, 'ana');
        await one.drained();
        deepStrictEqual(told, [
          { owner: 'ana', note: 'a secret' },
          ...Array.from({ length: 20 }, (_, i) => ({ amount: i + 1 })),
        ]);
        deepStrictEqual(await one.host.engine.queue.size(), { open: 0, dead: 0 });
      });
    });

    it('PO6: stopped between delivery and its acknowledgement, it is delivered again under the same id', async () => {
      const clock = manualClock();
      const fixture = await make({ partitions, clock });
      const ids: string[] = [];
      const deliver = { Letter: async ({ id }: Delivery) => void ids.push(id) };
      try {
        const first = await world(services, deafQueue(fixture.engine), { deliver, clock });
        await opens(first, 't');
        while (ids.length === 0) await first.clock.turn();
        await first.host.stop();
        const second = await world(services, await fixture.reopen(), { deliver, clock });
        clock.advance(120_000); // Where others take, too, it is theirs until then.
        await second.drained().finally(() => second.host.stop());
      } finally {
        await fixture.dispose();
      }
      deepStrictEqual([ids.length, new Set(ids).size], [2, 1]);
    });

    it('PO7: what fails comes again; what keeps failing is a dead letter; the others go on meanwhile', () => {
      const told: object[] = [];
      const failures = new Map<number, number>([
        [2, 1],
        [3, 99],
      ]);
      const deliver = {
        async Count({ payload }: Delivery) {
          const { amount } = payload as { amount: number };
          const left = failures.get(amount) ?? 0;
          failures.set(amount, left - 1);
          if (left > 0) throw new Error(`no ${amount}`);
          told.push(payload);
        },
      };
      return inside(deliver, async (one, clock) => {
        for (const [i, amount] of [1, 2, 3, 4].entries()) {
          await opens(one, `t${i}`);
          await run(one, add, { tally: `t${i}`, amount }, 'ana');
        }
        await run(one, add, { tally: 't2', amount: 5 }, 'ana');
        await one.drained();
        deepStrictEqual(amounts(told), [1, 4]);
        for (let i = 0; i < 5; i++) {
          clock.advance(60_000);
          await one.drained();
        }
        deepStrictEqual(amounts(told), [1, 2, 4, 5]);
        const { messages } = await deadLetters(one.host);
        deepStrictEqual(
          messages.map(({ kind, attempts, error }) => [kind, attempts, error]),
          [['Count', 3, 'no 3']],
        );
        failures.clear();
        deepStrictEqual(await retryDeadLetters(one.host, {}), { done: 1, left: 0 });
        await one.drained();
        deepStrictEqual(amounts(told), [1, 2, 3, 4, 5]);
      });
    });

    it('PO7: what can never be delivered is given up at once, and can be let go for good', () => {
      const deliver = {
        async Letter() {
          throw new Fault('internal', 'There is no such address.', { retryable: false });
        },
      };
      return inside(deliver, async (one) => {
        await opens(one, 't');
        await one.drained();
        const { messages } = await deadLetters(one.host);
        const [dead] = messages;
        ok(dead);
        deepStrictEqual([dead.attempts, dead.error], [1, 'There is no such address.']);
        const why = { reason: 'a typo', by: 'boss' };
        deepStrictEqual(await skipDeadLetter(one.host, dead.id, why), { done: 0, left: 0 });
        const after = await deadLetters(one.host);
        deepStrictEqual(
          [after.messages, after.skipped.map(({ id, reason }) => [id, reason])],
          [[], [[dead.id, 'a typo']]],
        );
      });
    });

    it('PD1, ER3: what is personal waits sealed, and is not told once its person is erased', () => {
      const told: object[] = [];
      const line = { down: true };
      const deliver = {
        async Letter({ payload }: Delivery) {
          if (line.down) throw new Error('The line is down.');
          told.push(payload);
        },
      };
      return inside(deliver, async (one, clock) => {
        await opens(one, 't');
        await one.drained();
        const { queue } = one.host.engine;
        clock.advance(60_000);
        const waiting = JSON.stringify(await queue.take(10, 1));
        ok(waiting.includes('"kind":"Letter"') && !waiting.includes('secret'), waiting);
        await run(one, forgetMe, {}, 'ana');
        line.down = false;
        clock.advance(60_000);
        await one.drained();
        deepStrictEqual([told, await queue.size()], [[], { open: 0, dead: 0 }]);
      });
    });

    it('PO8: what nobody here delivers is not put', () =>
      inside({ Letter: async () => {} }, async (one) => {
        await opens(one, 't');
        await run(one, add, { tally: 't', amount: 4 }, 'ana');
        await one.drained();
        deepStrictEqual(await one.host.engine.queue.size(), { open: 0, dead: 0 });
        equal((await one.host.runtimes.get('tallies')!.ledger.parked()).length, 0);
      }));
  });
}

const outside = (told: object[]): Readonly<Record<string, Deliver>> => ({
  Letter: async ({ payload }) => void told.push(payload),
  Count: async ({ payload }) => void told.push(payload),
});

const amounts = (told: readonly object[]): number[] =>
  told.map((payload) => (payload as { amount: number }).amount).toSorted((a, b) => a - b);

/** The process ends before a delivery is acknowledged. */
const deafQueue = (engine: Engine): Engine => ({
  ...engine,
  queue: { ...engine.queue, done: () => Promise.reject(new Fault('closed', 'The process has ended here.')) },
});
