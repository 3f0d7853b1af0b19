import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../refusal.ts';
import { inWorld, run, tallyStream, type MakeEngine } from './runtime-fixture.ts';
import { add, openTally, tally } from './sample.ts';

/** Commands: decided on the latest state, atomic over streams, once per command id. */
export function commandConformance(make: MakeEngine, partitions: number): void {
  const open = { tally: 't', name: 'n', note: 'hello' };

  describe(`commands, ${partitions} partition(s)`, () => {
    it('ES4: two commands that reserve one name: one wins, the other is refused, nothing half-done', () =>
      inWorld(make, partitions, async (inside) => {
        const results = await Promise.all(
          Array.from({ length: 8 }, (_, i) => run(inside, openTally, { ...open, tally: `t${i}` }, 'ana')),
        );
        equal(results.filter((one) => !isRefusal(one)).length, 1);
        const states = await Promise.all(
          results.map((_, i) => inside.host.runtimes.get('tallies')!.look.state(tally, `t${i}`)),
        );
        equal(states.filter(({ version }) => version > 0).length, 1);
      }));

    it('ES5: a hundred commands at once on one stream are all applied, in versions without gaps', () =>
      inWorld(make, partitions, async (inside) => {
        await run(inside, openTally, open, 'ana');
        const done = await Promise.all(
          Array.from({ length: 100 }, () =>
            retrying(() => run(inside, add, { tally: 't', amount: 1 }, 'ben')),
          ),
        );
        ok(done.every((one) => !isRefusal(one)));
        const stored = await inside.host.engine.events.readStream(tallyStream('t'), 1, 'forwards', 1000);
        const added = stored.filter(({ type }) => type === 'Added').length;
        equal(added, 100);
        deepStrictEqual(
          stored.map(({ version }) => version),
          stored.map((_, i) => i + 1),
        );
      }));

    it('ID1: the same command id again gives the first result, flagged, and no further event', () =>
      inWorld(make, partitions, async (inside) => {
        await run(inside, openTally, open, 'ana');
        const first = await run(inside, add, { tally: 't', amount: 5 }, 'ana', 'key-1');
        await run(inside, add, { tally: 't', amount: 7 }, 'ana');
        const again = await run(inside, add, { amount: 5, tally: 't' }, 'ana', 'key-1');
        ok(!isRefusal(first) && !isRefusal(again));
        deepStrictEqual(again.body, first.body);
        deepStrictEqual([first.repeated, again.repeated], [false, true]);
        deepStrictEqual([...again.positions], [...first.positions]);
        equal((await inside.host.engine.events.readStream(tallyStream('t'), 1, 'forwards', 100)).length, 3);
      }));

    it('ID2: the same command id with other content is refused', () =>
      inWorld(make, partitions, async (inside) => {
        await run(inside, openTally, open, 'ana');
        await run(inside, add, { tally: 't', amount: 5 }, 'ana', 'key-1');
        const other = await run(inside, add, { tally: 't', amount: 6 }, 'ana', 'key-1');
        ok(isRefusal(other));
        equal(other.refusal, 'idempotency-key-reused');
      }));

    it('ID3: fifty uses of one command id at once have one effect', () =>
      inWorld(make, partitions, async (inside) => {
        await run(inside, openTally, open, 'ana');
        const done = await Promise.all(
          Array.from({ length: 50 }, () => run(inside, add, { tally: 't', amount: 5 }, 'ana', 'key-1')),
        );
        equal(done.filter((one) => !isRefusal(one) && !one.repeated).length, 1);
        equal((await inside.host.engine.events.readStream(tallyStream('t'), 1, 'forwards', 100)).length, 2);
      }));

    it('ID3: a command sent many times at once is not refused for its own effect', () =>
      inWorld(make, partitions, async (inside) => {
        const done = await Promise.all(
          Array.from({ length: 20 }, () => run(inside, openTally, open, 'ana', 'key-1')),
        );
        deepStrictEqual(done.filter(isRefusal), []);
        equal(done.filter((one) => !isRefusal(one) && !one.repeated).length, 1);
      }));

    it('ES9: a command on a stream of 10,000 events reads few events once the state is known', () =>
      inWorld(make, partitions, async (inside) => {
        await run(inside, openTally, open, 'ana');
        const { events } = inside.host.engine;
        let read = 0;
        const original = events.readStream.bind(events);
        events.readStream = async (...args) => {
          const page = await original(...args);
          read += page.length;
          return page;
        };
        // No policy reads these: it would send a command at each, and win versions meanwhile.
        const stored = { type: 'TallyRewarded', schema: 1, data: '{}' };
        for (let version = 1; version < 10_000; version += 999) {
          const append = {
            stream: tallyStream('t'),
            partitionKey: tally.partitionKey('t'),
            expected: version,
          };
          const request = { at: 0, actor: null, meta: null };
          const { status } = await events.append({
            ...request,
            appends: [{ ...append, events: Array.from({ length: 999 }, () => stored) }],
          });
          equal(status, 'appended');
        }
        await inside.drained();
        const done: unknown[] = [];
        for (let i = 0; i < 5; i++)
          done.push(await retrying(() => run(inside, add, { tally: 't', amount: 1 }, 'ben')));
        // Nor does one that is sent again.
        for (let i = 0; i < 5; i++)
          done.push(await run(inside, add, { tally: 't', amount: 1 }, 'ben', 'key'));
        events.readStream = original;
        ok(done.every((one) => !isRefusal(one)));
        ok(read <= 15_000, `read ${read} events for ten commands`);
        ok(read >= 9_990, 'the first had to read the stream');
      }));
  });
}

/** The rewarding policy may be faster and win the version: that is contention, not a loss. */
const retrying = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== 'contention' || attempt === 50) throw error;
    }
  }
};
