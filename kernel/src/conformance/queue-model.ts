import { deepStrictEqual, ok } from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { Queue } from '../ports/index.ts';
import { ids, message, onQueue, type MakeQueue } from './queue-fixture.ts';

interface Line {
  readonly id: string;
  readonly key: string;
  attempts: number;
  visibleAt: number;
}

const which = fc.nat(3);
const ms = fc.integer({ min: 0, max: 20 });
const put = fc.record({ what: fc.constant('put' as const), key: fc.constantFrom('a', 'b', 'c') });
const take = fc.record({ what: fc.constant('take' as const), limit: fc.integer({ min: 1, max: 3 }), ms });
const failed = fc.record({ what: fc.constant('failed' as const), which, ms });
const done = fc.record({ what: fc.constant('done' as const), which });
const retry = fc.record({ what: fc.constant('retry' as const), which });
const pass = fc.record({ what: fc.constant('pass' as const), ms: fc.integer({ min: 5, max: 30 }) });
const step = fc.oneof(
  { arbitrary: put, weight: 3 },
  { arbitrary: take, weight: 4 },
  { arbitrary: failed, weight: 4 },
  { arbitrary: done, weight: 1 },
  { arbitrary: retry, weight: 1 },
  { arbitrary: pass, weight: 4 },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const attemptsMax = 2;

/** Random calls against a line of messages in memory. */
export function queueModel(make: MakeQueue): void {
  it('QU1–QU8: under any calls, what is given out is what a plain line of messages gives', async () => {
    let taken = 0;
    let died = 0;
    const property = fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 50 }), (steps) =>
      onQueue(make, async (queue, clock) => {
        const open: Line[] = [];
        const dead: Line[] = [];
        let made = 0;
        for (const each of steps) {
          if (each.what === 'pass') clock.pass(each.ms);
          else if (each.what === 'put') {
            const id = `m${made++}`;
            await queue.put(message(id, each.key));
            open.push({ id, key: each.key, attempts: 0, visibleAt: 0 });
          } else if (each.what === 'take') {
            const found = await queue.take(each.limit, each.ms);
            const may = open.filter(
              (one) => one.visibleAt <= clock.steady() && open.find(({ key }) => key === one.key) === one,
            );
            deepStrictEqual(found.length, Math.min(each.limit, may.length));
            for (const one of found) {
              const line = may.find(({ id }) => id === one.id);
              ok(line, `${one.id} was given out, which may not be`);
              deepStrictEqual(one.attempts, ++line.attempts);
              line.visibleAt = clock.steady() + each.ms;
              taken += 1;
            }
          } else await settle(queue, clock.steady(), each, open, dead);
          deepStrictEqual(await queue.size(), { open: open.length, dead: dead.length });
        }
        deepStrictEqual(ids(await queue.dead(100)), ids(dead as never));
        died += dead.length;
      }),
    );
    await fc.assert(property, { numRuns: 20 });
    ok(taken > 20 && died > 0, `the runs took ${taken} and buried ${died}`);
  });
}

async function settle(
  queue: Queue,
  now: number,
  each: Exclude<Step, { what: 'put' | 'take' | 'pass' }>,
  open: Line[],
  dead: Line[],
): Promise<void> {
  const among = each.what === 'retry' ? dead : open;
  const line = among[each.which % Math.max(among.length, 1)];
  if (!line) return;
  const leave = (): void => void among.splice(among.indexOf(line), 1);
  if (each.what === 'done') {
    await queue.done(line.id);
    leave();
  } else if (each.what === 'retry') {
    await queue.retry(line.id);
    leave();
    open.push({ ...line, attempts: 0, visibleAt: 0 });
  } else {
    await queue.failed(line.id, 'refused', each.ms, attemptsMax);
    if (line.attempts < attemptsMax) line.visibleAt = now + each.ms;
    else {
      leave();
      dead.push(line);
    }
  }
}
