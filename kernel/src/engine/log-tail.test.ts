import { deepEqual, equal } from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { StoredEvent } from '../ports/index.ts';
import { logTail } from './log-tail.ts';

const event = (position: number, type = 'A', data = 'x'): StoredEvent => ({
  partition: 0, position, stream: 's', version: position, type, schema: 1, at: 0, actor: null, meta: null, data,
}); // prettier-ignore

it('the tail gives what a slice of the whole log would, or admits that it no longer can', () =>
  fc.assert(
    fc.property(
      fc.nat({ max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.constantFrom('A', 'B'), { maxLength: 900 }),
      (head, eventsMax, types) => {
        const tail = logTail(head, { eventsMax, charsMax: 1e6 });
        const all: StoredEvent[] = [];
        for (const [i, type] of types.entries()) {
          all.push(event(head + 1 + i, type));
          tail.push(all.at(-1)!);
        }
        const last = head + types.length;
        equal(tail.last(), last);
        for (const after of [0, head, last - eventsMax - 1, last - eventsMax, last - 3, last]) {
          if (after < 0) continue;
          const kept = after >= last - Math.min(eventsMax, types.length);
          for (const limit of [1, 5, 1000]) {
            const slice = tail.slice(after, limit);
            if (!kept) equal(slice, undefined);
            else deepEqual(slice?.events, all.filter(({ position }) => position > after).slice(0, limit));
            const some = tail.slice(after, limit, ['B'])?.events;
            if (kept)
              deepEqual(
                some,
                all.filter(({ position, type }) => position > after && type === 'B').slice(0, limit),
              );
          }
        }
      },
    ),
  ));

it('the tail is bounded by the size of its data, too, but always keeps the newest event', () => {
  const tail = logTail(0, { eventsMax: 100, charsMax: 50 });
  for (let n = 1; n <= 20; n++) tail.push(event(n, 'A', 'x'.repeat(20)));
  equal(tail.slice(17, 10), undefined);
  equal(tail.slice(18, 10)?.events.length, 2);
  tail.push(event(21, 'A', 'x'.repeat(500)));
  equal(tail.slice(20, 10)?.events.length, 1);
});

it('with types, the position goes on past what was not wanted', () => {
  const tail = logTail(0, { eventsMax: 100, charsMax: 1e6 });
  for (let n = 1; n <= 10; n++) tail.push(event(n, n === 4 ? 'B' : 'A'));
  deepEqual(tail.slice(0, 1, ['B'])?.position, 4);
  deepEqual(tail.slice(0, 2, ['B'])?.position, 10);
  deepEqual(tail.slice(4, 2, ['B']), { events: [], position: 10 });
});
