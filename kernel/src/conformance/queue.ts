import { deepStrictEqual, equal, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queueLimits } from '../ports/index.ts';
import { ids, message, minute, onQueue, type MakeQueue } from './queue-fixture.ts';
import { queueModel } from './queue-model.ts';

/** The rules of the queue (QU1 to QU10). */
export function queueConformance(make: MakeQueue): void {
  describe('queue', () => {
    queueDelivery(make);
    queueFailure(make);
    queueModel(make);
  });
}

function queueDelivery(make: MakeQueue): void {
  it('QU1: a message is given out as it was put, and never again once done', () =>
    onQueue(make, async (queue, clock) => {
      await queue.put({ id: 'i', key: 'k', kind: 'mail', body: '{"to":"zoë 🎉\\u0000"}' });
      const [taken, ...more] = await queue.take(10, minute);
      deepStrictEqual(
        { ...taken },
        { id: 'i', key: 'k', kind: 'mail', body: '{"to":"zoë 🎉\\u0000"}', attempts: 1 },
      );
      deepStrictEqual(more, []);
      await queue.done('i');
      clock.pass(10 * minute);
      deepStrictEqual(await queue.take(10, minute), []);
      deepStrictEqual(await queue.size(), { open: 0, dead: 0 });
    }));

  it('QU1: what was answered survives the end of the process: open ones, waits, dead letters and known ids', () =>
    onQueue(make, async (queue, clock, { reopen }) => {
      for (const id of ['open', 'waits', 'dies', 'finished']) await queue.put(message(id));
      await queue.take(10, minute);
      await queue.failed('waits', 'later', 60 * minute, 5);
      await queue.failed('dies', 'no', 0, 1);
      await queue.done('finished');
      const again = await reopen();
      deepStrictEqual(await again.size(), { open: 2, dead: 1 });
      await again.put(message('finished'));
      await again.put(message('dies'));
      clock.pass(minute);
      deepStrictEqual(ids(await again.take(10, minute)), ['open']);
      clock.pass(60 * minute);
      deepStrictEqual(ids(await again.take(10, minute)).toSorted(), ['open', 'waits']);
      deepStrictEqual(ids(await again.dead(10)), ['dies']);
    }));

  it('QU2: the same id again is ignored while open, dead, and for 30 days after it was done', () =>
    onQueue(make, async (queue, clock) => {
      await Promise.all([
        queue.put(message('i')),
        queue.put(message('i')),
        queue.put({ ...message('i'), body: 'other' }),
      ]);
      deepStrictEqual(await queue.size(), { open: 1, dead: 0 });
      equal((await queue.take(10, minute))[0]?.body, message('i').body);
      await queue.done('i');
      clock.pass(queueLimits.rememberMs - 1);
      await queue.put(message('x'));
      await queue.take(1, minute);
      await queue.done('x');
      await queue.put(message('i'));
      deepStrictEqual(await queue.size(), { open: 0, dead: 0 });
    }));

  it('QU3: a key gives out one message at a time, in the order they were put; other keys go on', () =>
    onQueue(make, async (queue) => {
      for (const [id, key] of [
        ['a1', 'a'],
        ['a2', 'a'],
        ['b1', 'b'],
        ['a3', 'a'],
        ['b2', 'b'],
      ] as const)
        await queue.put(message(id, key));
      deepStrictEqual(ids(await queue.take(10, minute)), ['a1', 'b1']);
      deepStrictEqual(ids(await queue.take(10, minute)), []);
      await queue.done('a1');
      deepStrictEqual(ids(await queue.take(10, minute)), ['a2']);
      await queue.done('b1');
      await queue.done('a2');
      deepStrictEqual(ids(await queue.take(1, minute)), ['a3']);
      deepStrictEqual(ids(await queue.take(10, minute)), ['b2']);
    }));

  it('QU3: messages put at once keep the order of the calls', () =>
    onQueue(make, async (queue) => {
      const all = Array.from({ length: 50 }, (_, i) => `m${i}`);
      await Promise.all(all.map((id) => queue.put(message(id, 'one key'))));
      for (const id of all) {
        deepStrictEqual(ids(await queue.take(10, minute)), [id]);
        await queue.done(id);
      }
    }));

  it('QU4: a taken message is hidden, then given out again with its attempts counted, its key waiting', () =>
    onQueue(make, async (queue, clock) => {
      await queue.put(message('a1', 'a'));
      await queue.put(message('a2', 'a'));
      await queue.take(10, minute);
      clock.pass(minute - 1);
      deepStrictEqual(await queue.take(10, minute), []);
      clock.pass(1);
      deepStrictEqual(
        (await queue.take(10, minute)).map(({ id, attempts }) => [id, attempts]),
        [['a1', 2]],
      );
    }));

  it('QU4: attempts are counted across restarts', () =>
    onQueue(make, async (queue, clock, { reopen }) => {
      await queue.put(message('a'));
      await queue.take(10, minute);
      const again = await reopen();
      clock.pass(minute);
      deepStrictEqual(
        (await again.take(10, minute)).map(({ attempts }) => attempts),
        [2],
      );
    }));

  it('QU10: a wall clock that jumps neither holds a message back nor gives it out twice', () =>
    onQueue(make, async (queue, clock, { reopen }) => {
      await queue.put(message('a'));
      await queue.take(10, minute);
      clock.jump(86_400_000);
      deepStrictEqual(await queue.take(10, minute), []);
      clock.jump(-10 * 86_400_000);
      clock.pass(minute);
      deepStrictEqual(ids(await queue.take(10, minute)), ['a']);
      await queue.failed('a', 'later', minute, 9);
      await queue.put(message('b'));
      clock.jump(-365 * 86_400_000);
      const again = await reopen();
      deepStrictEqual(ids(await again.take(10, minute)), ['b']);
      clock.pass(minute);
      deepStrictEqual(ids(await again.take(1, minute)), ['a']);
    }));
}

function queueFailure(make: MakeQueue): void {
  it('QU5: a failed message comes again after its delay, and its key waits for it', () =>
    onQueue(make, async (queue, clock) => {
      await queue.put(message('a1', 'a'));
      await queue.put(message('a2', 'a'));
      await queue.take(10, minute);
      await queue.failed('a1', 'refused', 5 * minute, 3);
      clock.pass(5 * minute - 1);
      deepStrictEqual(await queue.take(10, minute), []);
      clock.pass(1);
      deepStrictEqual(ids(await queue.take(10, minute)), ['a1']);
    }));

  it('QU5: messages that come again are not held back by a flood of new ones', () =>
    onQueue(make, async (queue, clock) => {
      await queue.put(message('old'));
      await queue.take(1, minute);
      await queue.failed('old', 'refused', minute, 3);
      clock.pass(2 * minute);
      await Promise.all(Array.from({ length: 20 }, (_, i) => queue.put(message(`new${i}`))));
      deepStrictEqual(ids(await queue.take(1, minute)), ['old']);
    }));

  it('QU6: after its last attempt a message is a dead letter with its error, and its key goes on', () =>
    onQueue(make, async (queue, clock) => {
      await queue.put(message('a1', 'a'));
      await queue.put(message('a2', 'a'));
      for (const attempt of [1, 2]) {
        deepStrictEqual(
          (await queue.take(10, minute)).map(({ id, attempts }) => [id, attempts]),
          [['a1', attempt]],
        );
        await queue.failed('a1', `refused ${attempt} ${'x'.repeat(5000)}`, minute, 2);
        clock.pass(minute);
      }
      deepStrictEqual(ids(await queue.take(10, minute)), ['a2']);
      const [dead] = await queue.dead(10);
      deepStrictEqual(
        { ...dead, error: dead?.error.slice(0, 10) },
        { ...message('a1', 'a'), attempts: 2, error: 'refused 2 ' },
      );
      equal(dead?.error.length, queueLimits.errorLengthMax);
      deepStrictEqual(await queue.size(), { open: 1, dead: 1 });
    }));

  it('QU7: a retried dead letter goes to the end of its key’s line, with no attempts counted', () =>
    onQueue(make, async (queue) => {
      await queue.put(message('a1', 'a'));
      await queue.take(10, minute);
      await queue.failed('a1', 'no', 0, 1);
      await queue.put(message('a2', 'a'));
      await queue.retry('a1');
      await queue.retry('a1');
      await queue.retry('unknown');
      deepStrictEqual(await queue.size(), { open: 2, dead: 0 });
      deepStrictEqual(ids(await queue.take(10, minute)), ['a2']);
      await queue.done('a2');
      deepStrictEqual(
        (await queue.take(10, minute)).map(({ id, attempts }) => [id, attempts]),
        [['a1', 1]],
      );
    }));

  it('QU11: a discarded dead letter is gone for good, and its id is remembered', () =>
    onQueue(make, async (queue) => {
      for (const id of ['a', 'b']) await queue.put(message(id));
      await queue.take(10, minute);
      await queue.failed('a', 'no', 0, 1);
      await queue.discard('a');
      await queue.discard('a');
      await queue.discard('b');
      await queue.put(message('a'));
      await queue.retry('a');
      deepStrictEqual(await queue.size(), { open: 1, dead: 0 });
    }));

  it('QU8: done and failed of what is not open do nothing', () =>
    onQueue(make, async (queue) => {
      await queue.put(message('a'));
      await queue.take(1, minute);
      await queue.done('a');
      await queue.done('a');
      await queue.failed('a', 'late', 0, 1);
      await queue.done('unknown');
      await queue.failed('unknown', 'late', 0, 1);
      deepStrictEqual(await queue.size(), { open: 0, dead: 0 });
    }));

  it('QU9: what is too long is refused, and those put in the same turn are not harmed', () =>
    onQueue(make, async (queue) => {
      const refused = { name: 'Fault', code: 'internal', retryable: false };
      const long = 'x'.repeat(queueLimits.nameLengthMax + 1);
      await Promise.all([
        queue.put(message('before')),
        rejects(queue.put(message(long)), refused),
        rejects(queue.put(message('i', long)), refused),
        rejects(queue.put(message('')), refused),
        rejects(queue.put({ ...message('i'), body: 'x'.repeat(queueLimits.bodyLengthMax + 1) }), refused),
        queue.put(message('after')),
      ]);
      deepStrictEqual(ids(await queue.take(10, minute)), ['before', 'after']);
      await rejects(queue.take(0, minute), refused);
      await rejects(queue.take(queueLimits.takeMax + 1, minute), refused);
      await rejects(queue.take(1, -1), refused);
      await rejects(queue.failed('before', '', Infinity, 1), refused);
      await rejects(queue.dead(queueLimits.takeMax + 1), refused);
    }));
}
