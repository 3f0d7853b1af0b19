import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { event } from '../event.ts';
import type { RangeRead } from '../ports/index.ts';
import { view } from '../view.ts';
import { nearBound } from './near-bound.ts';
import { nearRows, type NearRows, type Reading } from './near-rows.ts';
import type { Place } from './near-window.ts';

const Happened = event('Happened', { about: 'Something.', schema: z.strictObject({}) });
interface Row {
  readonly group: string;
  readonly by: number;
}
const things = view('thing', {
  about: 'Rows in groups.',
  reads: [Happened],
  row: z.strictObject({ group: z.string(), by: z.int() }),
  project: { Happened: { key: () => null, fold: (row) => row } },
  indexes: { inGroup: { in: (row) => row.group, by: (row) => row.by } },
});

const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
const key = fc.constantFrom(...keys);
const row = fc.option(fc.record({ group: fc.constantFrom('g', 'h'), by: fc.integer({ min: 0, max: 3 }) }));
const read: fc.Arbitrary<RangeRead> = fc.record({
  index: fc.constant('inGroup'),
  group: fc.constantFrom('g', 'h'),
  direction: fc.constantFrom('ascending', 'descending'),
  limit: fc.integer({ min: 1, max: 5 }),
});
const step = fc.oneof(
  fc.record({ what: fc.constant('change' as const), rows: fc.array(fc.tuple(key, row), { maxLength: 3 }) }),
  { weight: 3, arbitrary: fc.record({ what: fc.constant('begin' as const) }) },
  fc.record({ what: fc.constant('look' as const) }),
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('rows' as const),
      keys: fc.array(key, { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('range' as const), read }) },
  fc.record({ what: fc.constant('end' as const) }),
  fc.record({ what: fc.constant('forget' as const) }),
);

const near = (max?: number): NearRows => {
  const made = nearRows(things, nearBound(max), { steady: () => 0 }, () => false);
  made.confirmed(0);
  return made;
};

type Store = ReadonlyMap<string, Row>;

function rangeOf(store: Store, { group, direction, limit }: RangeRead): Place[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...store]
    .filter(([, one]) => one.group === group)
    .map(([id, one]) => ({ by: one.by, key: id, row: one }))
    .toSorted((a, b) => sign * (a.by - b.by || (a.key < b.key ? -1 : 1)))
    .slice(0, limit);
}

/** Readings that look at the store at some moment, and come with it at another. */
function play(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[], max: number) {
  const own = near(max);
  let store: Store = new Map<string, Row>([['a', { group: 'g', by: 1 }]]);
  const open: { reading: Reading; seen: Store }[] = [];
  const found = { rows: 0, ranges: 0 };
  for (const one of steps) {
    const oldest = open[0];
    if (one.what === 'change') {
      const next = new Map(store);
      for (const [id, to] of one.rows)
        if (to) next.set(id, to);
        else next.delete(id);
      const touched = new Set(one.rows.map(([id]) => id));
      const known = new Set(own.needs(touched));
      store = next;
      own.changed(
        new Map([...touched].map((id) => [id, known.has(id) ? (next.get(id) ?? null) : undefined])),
      );
    } else if (one.what === 'begin') open.push({ reading: own.reading(), seen: store });
    else if (one.what === 'look') for (const each of open) each.seen = store;
    else if (one.what === 'forget') own.forget();
    else if (one.what === 'end') open.shift()?.reading.end();
    else if (one.what === 'rows')
      oldest?.reading.rows(
        one.keys,
        one.keys.map((id) => oldest.seen.get(id)),
      );
    else oldest?.reading.range(one.read, rangeOf(oldest.seen, one.read));

    for (const id of keys) {
      const known = own.row(id);
      if (known === undefined) continue;
      found.rows++;
      deepStrictEqual(known, store.get(id) ?? null);
    }
    for (const group of ['g', 'h'])
      for (const direction of ['ascending', 'descending'] as const)
        for (const limit of [1, 3, 6]) {
          const asked: RangeRead = { index: 'inGroup', group, direction, limit };
          const known = own.range(asked);
          if (!known) continue;
          found.ranges++;
          deepStrictEqual(known, rangeOf(store, asked));
        }
  }
  return found;
}

test('VW39: whatever is read, changed and forgotten in whatever order: what is remembered is what is stored', () => {
  const all = { rows: 0, ranges: 0 };
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80, size: 'max' }), fc.constantFrom(4, 1000), (steps, max) => {
      const found = play(steps, max);
      all.rows += found.rows;
      all.ranges += found.ranges;
    }),
    { numRuns: 500 },
  );
  ok(all.rows > 1000, `rows were remembered: ${all.rows}`);
  ok(all.ranges > 1000, `ranges were remembered: ${all.ranges}`);
});

test('VW39: what is remembered is bounded, and what is in use stays longest', () => {
  const own = near(10);
  const reading = own.reading();
  reading.rows(['kept'], [{}]);
  for (let i = 0; i < 100; i++) {
    reading.rows([`filler${i}`], [{}]);
    own.row('kept');
  }
  ok(own.row('kept'));
  equal(own.row('filler0'), undefined);
  const remembered = Array.from({ length: 100 }, (_, i) => own.row(`filler${i}`)).filter(Boolean);
  ok(remembered.length <= 20, String(remembered.length));
});

test('VW39: windows are bounded, too, also those in which nothing is', () => {
  const own = near(10);
  const windowOf = (group: string): RangeRead => ({
    index: 'inGroup',
    group,
    direction: 'descending',
    limit: 9,
  });
  const groups = Array.from({ length: 100 }, (_, i) => `group${i}`);
  const remembered = (): number => groups.filter((group) => own.range(windowOf(group))).length;
  const reading = own.reading();
  for (const group of groups) reading.range(windowOf(group), []);
  ok(remembered() <= 20, `${remembered()} empty ones`);
});

test('VW39: what comes into a window counts, also where nothing else is read', () => {
  let taken = 0;
  let age = (): void => {};
  const bound = {
    took: (count: number) => void (taken += count),
    join: (own: () => void) => ((age = own), age),
  };
  const own = nearRows(things, bound, { steady: () => 0 }, () => false);
  const asked: RangeRead = { index: 'inGroup', group: 'g', direction: 'descending', limit: 9 };
  const reading = own.reading();
  reading.range(asked, []);
  reading.end();
  for (const _ of [1, 2]) {
    own.range(asked);
    age();
  }
  equal(own.range(asked)?.length, 0);
  taken = 0;
  for (let i = 0; i < 10; i++) own.changed(new Map([[`k${i}`, { group: 'g', by: i }]]));
  equal(own.range(asked)?.length, 9);
  equal(taken, 10);
});

test('VW39: a window that rows come into does not grow without end, and pages below its end are not answered', () => {
  const own = near();
  const asked: RangeRead = { index: 'inGroup', group: 'g', direction: 'descending', limit: 2 };
  const reading = own.reading();
  reading.range(
    asked,
    rangeOf(
      new Map([
        ['x', { group: 'g', by: 0 }],
        ['w', { group: 'g', by: -1 }],
      ]),
      asked,
    ),
  );
  reading.end();
  for (let i = 1; i <= 1000; i++) own.changed(new Map([[`k${i}`, { group: 'g', by: i }]]));
  equal(own.range({ ...asked, limit: 1 })?.[0]?.key, 'k1000');
  equal(own.range({ ...asked, limit: 500 }), undefined);
  equal(own.range({ ...asked, after: { by: 0, key: 'x' } }), undefined);
});

test('VW39: what was not confirmed for two seconds is not used', () => {
  let now = 0;
  const own = nearRows(things, nearBound(), { steady: () => now }, () => false);
  equal(own.isFresh(), false);
  own.confirmed(0);
  equal(own.isFresh(), true);
  now = 2001;
  equal(own.isFresh(), false);
});
