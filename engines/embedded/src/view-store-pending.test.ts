import { deepStrictEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { IndexEntry, RowChange } from '@touchline/kernel/ports';
import fc from 'fast-check';
import { pendingRows } from './view-store-pending.ts';

const groups = ['a', 'b', 'c'];
const entry = (group: string): IndexEntry => ({ index: 'all', group, by: '' });

/** What a table keeps of a row: its text, its groups, its full text. */
interface Kept {
  row: string | null;
  readonly groups: Set<string>;
  text: string | null;
}

function apply(kept: Kept, { row, removed, added, text }: RowChange): void {
  kept.row = row;
  for (const { group } of removed) kept.groups.delete(group);
  for (const { group } of added) kept.groups.add(group);
  if (row === null) kept.text = null;
  else if (text !== undefined) kept.text = text;
}

const entries = fc.subarray(groups).map((some) => some.map(entry));
const rest = {
  key: fc.constant('k'),
  row: fc.option(fc.constantFrom('1', '2')),
  removed: entries,
  added: entries,
};
// Without `text` a change leaves the full text as it was.
const change = fc.oneof(fc.record(rest), fc.record({ ...rest, text: fc.constantFrom('up', 'down', null) }));
const changes = fc.array(change, { minLength: 1, maxLength: 6 });

test('changes of a row that are written as one leave what they leave one by one', () => {
  fc.assert(
    fc.property(changes, fc.subarray(groups), (all, before) => {
      const start = (): Kept => ({ row: '0', groups: new Set(before), text: 'before' });
      const onePerOne = start();
      for (const one of all) apply(onePerOne, one);
      const pending = pendingRows();
      for (const one of all) pending.add([one]);
      const together = start();
      for (const one of pending.next(10)) apply(together, one);
      deepStrictEqual(together, onePerOne);
    }),
  );
});

test('what is written is dropped, the rest stays in its order', () => {
  const pending = pendingRows();
  const row = (key: string): RowChange => ({ key, row: '{}', removed: [], added: [] });
  pending.add(['a', 'b', 'c'].map(row));
  const first = pending.next(2);
  equal(pending.size, 3);
  pending.drop(first);
  deepStrictEqual([pending.row('a'), pending.row('c'), pending.size], [undefined, '{}', 1]);
  deepStrictEqual(
    pending.next(9).map(({ key }) => key),
    ['c'],
  );
});
