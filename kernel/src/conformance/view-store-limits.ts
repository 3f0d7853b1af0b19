import { deepStrictEqual, rejects } from 'node:assert/strict';
import { it } from 'node:test';
import { viewLimits, type RowChange, type ViewStore } from '../ports/index.ts';
import { commitRows, onStore, row, table, type MakeViewStore } from './view-store-fixture.ts';

const refusal = { name: 'Fault', code: 'internal', retryable: false };
/** A store may throw at once or reject. */
const refuses = (work: () => unknown, what: string): Promise<void> =>
  rejects(async () => work(), refusal, what);

/** VW33: what cannot be kept alike everywhere is refused, with nothing written. */
export function viewStoreLimits(make: MakeViewStore): void {
  const long = 'x'.repeat(viewLimits.keyLengthMax + 1);

  it('VW33: keys, groups, orders, rows and texts that are too long or no text are refused', () =>
    onStore(make, async (store) => {
      const bad: Record<string, RowChange> = {
        'a long key': row(long),
        'U+0000 in a key': row('a\0b'),
        'half a character in a key': row('a\ud800'),
        'a long group': row('a', [{ group: long, by: 1 }]),
        'half a character in a group': row('a', [{ group: '\udc00', by: 1 }]),
        'a long order': row('a', [{ by: long }]),
        'U+0000 in an order': row('a', [{ by: '\0' }]),
        'NaN as an order': row('a', [{ by: NaN }]),
        'an infinite order': row('a', [{ by: -Infinity }]),
        'a long row': row('a', [], { row: `"${'x'.repeat(viewLimits.rowLengthMax)}"` }),
        'a long text': row('a', [], { text: 'x '.repeat(viewLimits.textLengthMax) }),
        'an index that was not declared': row('a', [], { added: [{ index: 'none', group: 'g', by: 1 }] }),
      };
      for (const [what, change] of Object.entries(bad))
        await refuses(() => commitRows(store, [row('fine'), change]), what);
      deepStrictEqual(await store.scan(table, '', 10), []);
    }));

  it('VW33: what is just within the limits is kept', () =>
    onStore(make, async (store) => {
      const widest = '日'.repeat(viewLimits.keyLengthMax);
      const text = `"${'é'.repeat(viewLimits.rowLengthMax - 2)}"`;
      await commitRows(store, [
        row(widest, [{ group: widest, by: widest }], {
          row: text,
          text: 'x '.repeat(viewLimits.textLengthMax / 2),
        }),
      ]);
      const page = await store.range(table, {
        index: 'newest',
        group: widest,
        direction: 'descending',
        limit: 1,
      });
      deepStrictEqual(
        page.map(({ key, by }) => [key, by]),
        [[widest, widest]],
      );
      deepStrictEqual([...(await store.read(table, [widest]))], [text]);
    }));

  it('VW33: reads and commits without bound are refused', () =>
    onStore(make, async (store) => {
      const page = { index: 'newest', group: 'g', direction: 'ascending' } as const;
      const many = Array.from({ length: viewLimits.readKeysMax + 1 }, (_, i) => `${i}`);
      const unbounded: Record<string, (on: ViewStore) => unknown> = {
        'a range of none': (on) => on.range(table, { ...page, limit: 0 }),
        'a range of too many': (on) => on.range(table, { ...page, limit: viewLimits.rangeMax + 1 }),
        'a range of a fraction': (on) => on.range(table, { ...page, limit: 1.5 }),
        'a range of an unknown index': (on) => on.range(table, { ...page, index: 'none', limit: 1 }),
        'a scan of too many': (on) => on.scan(table, '', viewLimits.rangeMax + 1),
        'a search of too many': (on) => on.search(table, 'x', viewLimits.searchMax + 1, 0),
        'a search too deep': (on) => on.search(table, 'x', 1, viewLimits.searchOffsetMax + 1),
        'too many keys': (on) => on.read(table, many),
        'a table that is not open': (on) => on.count({ ...table, id: 'unknown' }),
        'a table without a proper id': (on) => on.open({ ...table, id: 'Robert"; --' }),
        'a large document': (on) => on.putDocument('d', 'x'.repeat(viewLimits.documentLengthMax + 1)),
        'too many rows': (on) =>
          commitRows(
            on,
            Array.from({ length: viewLimits.commitRowsMax + 1 }, () => row('a')),
          ),
      };
      for (const [what, work] of Object.entries(unbounded)) await refuses(() => work(store), what);
    }));
}
