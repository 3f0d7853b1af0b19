import { deepStrictEqual, rejects } from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import type { IndexedRow, IndexEntry, RowChange, ViewStore } from '../ports/index.ts';
import { onStore, otherTable, type MakeViewStore } from './view-store-fixture.ts';

const table = { ...otherTable, id: 'model', indexes: ['newest', 'loudest'] };

interface Modelled {
  readonly row: string;
  readonly entries: readonly IndexEntry[];
}
type Model = Map<string, Modelled>;

const by = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.5, -2.25, 2 ** 40, 1e300),
  fc.constantFrom('', '0', '1', '10', 'a', 'B', 'é', '～', '🎉'),
);
const group = fc.constantFrom('g', 'h', '');
const key = fc.constantFrom('a', 'b', 'c', 'd', 'é', '～', '🎉', '1');
const entries = fc.uniqueArray(fc.record({ index: fc.constantFrom(...table.indexes), group, by }), {
  maxLength: 4,
  selector: JSON.stringify,
});
const write = fc.record({ key, row: fc.option(fc.integer().map(String)), entries });
const commit = fc.record({ writes: fc.array(write, { maxLength: 6 }), fails: fc.boolean() });

/** Random commits, some of which fail, against a map in memory; every range both ways, in pages of every size. */
export function viewStoreModel(make: MakeViewStore): void {
  it('VW21–VW24: after any commits, of which some fail, rows and ranges are those of a plain model', () =>
    onStore(make, async (store) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(commit, { maxLength: 8 }),
          fc.integer({ min: 1, max: 4 }),
          async (commits, pageSize) => {
            await store.drop(table);
            await store.open(table);
            const model: Model = new Map();
            for (const each of commits) await applied(store, model, each);
            const keys = [...model.keys()].toSorted(byBytes);
            deepStrictEqual(
              (await store.scan(table, '', 100)).map(({ key: found }) => found),
              keys,
            );
            deepStrictEqual(
              [...(await store.read(table, keys))],
              keys.map((each) => model.get(each)?.row),
            );
            for (const index of table.indexes)
              for (const each of ['g', 'h', '']) {
                const expected = inOrder(model, index, each);
                deepStrictEqual(await paged(store, index, each, 'ascending', pageSize), expected);
                deepStrictEqual(
                  await paged(store, index, each, 'descending', pageSize),
                  expected.toReversed(),
                );
              }
          },
        ),
        { numRuns: 60 },
      );
    }));
}

async function applied(
  store: ViewStore,
  model: Model,
  {
    writes,
    fails,
  }: {
    writes: readonly { key: string; row: string | null; entries: readonly IndexEntry[] }[];
    fails: boolean;
  },
): Promise<void> {
  const next: Model = new Map(model);
  const rows: RowChange[] = writes.map((change) => {
    const removed = next.get(change.key)?.entries ?? [];
    if (change.row === null) next.delete(change.key);
    else next.set(change.key, { row: change.row, entries: change.entries });
    return { key: change.key, row: change.row, removed, added: change.row === null ? [] : change.entries };
  });
  if (fails) {
    const broken: RowChange = {
      key: 'a',
      row: '0',
      added: [{ index: 'none', group: '', by: '' }],
      removed: [],
    };
    return rejects(store.commit({ consumer: 'c', changes: [{ table, rows: [...rows, broken] }] }));
  }
  await store.commit({ consumer: 'c', changes: [{ table, rows }] });
  model.clear();
  for (const [each, value] of next) model.set(each, value);
}

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const byPlace = (a: string | number, b: string | number): number =>
  typeof a === 'number' ? (typeof b === 'number' ? a - b : -1) : typeof b === 'number' ? 1 : byBytes(a, b);

const inOrder = (model: Model, index: string, of: string): IndexedRow[] =>
  [...model]
    .flatMap(([each, value]) =>
      value.entries
        .filter((e) => e.index === index && e.group === of)
        .map((e) => ({ by: e.by, key: each, row: value.row })),
    )
    .toSorted((a, b) => byPlace(a.by, b.by) || byBytes(a.key, b.key));

async function paged(
  store: ViewStore,
  index: string,
  of: string,
  direction: 'ascending' | 'descending',
  limit: number,
): Promise<IndexedRow[]> {
  const all: IndexedRow[] = [];
  for (let pages = 0; pages < 100; pages++) {
    const last = all.at(-1);
    const page = await store.range(table, {
      index,
      group: of,
      direction,
      limit,
      ...(last && { after: { by: last.by, key: last.key } }),
    });
    all.push(...page);
    if (page.length < limit) return all;
  }
  throw new Error(`paging over ${index} of ${of} did not end`);
}
