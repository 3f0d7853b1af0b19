import { deepStrictEqual, equal, ok, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ViewStore } from '../ports/index.ts';
import { commitRows, onStore, otherTable, row, table, type MakeViewStore } from './view-store-fixture.ts';
import { viewStoreBookkeeping } from './view-store-bookkeeping.ts';
import { viewStoreLimits } from './view-store-limits.ts';
import { viewStoreModel } from './view-store-model.ts';
import { viewStoreSearch } from './view-store-search.ts';

/** The storage rules of views (VW20 to VW36). */
export function viewStoreConformance(make: MakeViewStore): void {
  describe('view store', () => {
    viewStoreRows(make);
    viewStoreSearch(make);
    viewStoreBookkeeping(make);
    viewStoreLimits(make);
    viewStoreModel(make);
  });
}

const newest = async (store: ViewStore, group = 'g', of = table): Promise<string[]> =>
  (await store.range(of, { index: 'newest', group, direction: 'ascending', limit: 100 })).map(
    ({ key }) => key,
  );

function viewStoreRows(make: MakeViewStore): void {
  it('VW20: rows are read in the order of the keys, repeated ones too, with gaps for those that are not there', () =>
    onStore(make, async (store) => {
      await commitRows(
        store,
        ['a', 'b', 'it\'s "c"', '日本'].map((key) => row(key)),
      );
      for (const keys of [
        ['b', 'none', 'a'],
        ['日本', 'b', 'none', 'a', 'it\'s "c"', 'b', 'zz'],
      ]) {
        const there = new Set(['a', 'b', 'it\'s "c"', '日本']);
        const expected = keys.map((key) => (there.has(key) ? `{"key":${JSON.stringify(key)}}` : undefined));
        deepStrictEqual([...(await store.read(table, keys))], expected);
      }
      deepStrictEqual([...(await store.read(table, []))], []);
    }));

  it('VW20: a row comes back byte for byte, and the last write of a key wins', () =>
    onStore(make, async (store) => {
      const text = '{ "b":1,\t"a":"\\u0000 \\ud83d 🎉\u2028","n":1e400 }';
      await commitRows(store, [row('k', [], { row: '{}' }), row('k', [], { row: text })]);
      deepStrictEqual([...(await store.read(table, ['k']))], [text]);
    }));

  it('VW21: a commit that fails at its last row leaves no trace of any part', () =>
    onStore(make, async (store) => {
      await store.commit({
        consumer: 'c',
        cursor: { partition: 0, position: 5 },
        changes: [{ table, rows: [row('a', [{ by: 1 }], { text: 'apple' })] }],
      });
      const bad = row('z', [], { added: [{ index: 'no-such-index', group: 'g', by: 1 }] });
      const rows = [
        row('a', [{ by: 9 }], { row: '{"changed":true}', text: 'banana' }),
        row('b', [{ by: 2 }], { text: 'apple' }),
        bad,
      ];
      const parkedEvent = {
        consumer: 'c',
        sequence: 's',
        partition: 0,
        position: 6,
        type: 'T',
        stream: 's-1',
        error: 'e',
        attempts: 1,
        at: 1,
      };
      await rejects(
        store.commit({
          consumer: 'c',
          epoch: 7,
          cursor: { partition: 0, position: 6 },
          changes: [{ table, rows }],
          park: [parkedEvent],
        }),
        { code: 'internal', retryable: false },
      );
      deepStrictEqual([...(await store.read(table, ['a', 'b', 'z']))], ['{"key":"a"}', undefined, undefined]);
      deepStrictEqual(await newest(store), ['a']);
      deepStrictEqual(
        (await store.search(table, 'apple', 10, 0)).map(({ key }) => key),
        ['a'],
      );
      deepStrictEqual((await store.search(table, 'banana', 10, 0)).length, 0);
      deepStrictEqual(await store.cursors('c', 1), [5]);
      deepStrictEqual(await store.parked(), []);
      await store.commit({ consumer: 'c', epoch: 6, changes: [] });
    }));

  it('VW22: numbers come before strings and order by value; strings and keys order by their bytes', () =>
    onStore(make, async (store) => {
      // In UTF-16 code units U+FF5E would come after the surrogates of an emoji; in bytes it comes before.
      const order = [
        -1e300,
        -2.5,
        -1,
        0,
        0.5,
        2,
        10,
        2 ** 53,
        1e300,
        '',
        '10',
        '9',
        'A',
        'a',
        'ä',
        '～',
        '🎉',
      ];
      const changes = order.map((by, i) => row(`k${String(i).padStart(2, '0')}`, [{ by }]));
      await commitRows(store, [...changes].toReversed());
      const up = await store.range(table, {
        index: 'newest',
        group: 'g',
        direction: 'ascending',
        limit: 100,
      });
      deepStrictEqual(
        up.map(({ by }) => by),
        order,
      );
      const down = await store.range(table, {
        index: 'newest',
        group: 'g',
        direction: 'descending',
        limit: 100,
      });
      deepStrictEqual(down, up.toReversed());
      await commitRows(
        store,
        ['🎉', '～', 'b', 'a', 'B'].map((key) => row(key, [{ group: 'ties', by: 1 }])),
      );
      deepStrictEqual(await newest(store, 'ties'), ['B', 'a', 'b', '～', '🎉']);
    }));

  it('VW23: a page follows strictly beyond a place, also one that no row has, and holds at most the limit', () =>
    onStore(make, async (store) => {
      await commitRows(store, [
        row('a', [{ by: 1 }]),
        row('b', [{ by: 2 }]),
        row('c', [{ by: 2 }]),
        row('d', [{ by: 3 }]),
      ]);
      const keys = async (
        direction: 'ascending' | 'descending',
        after: { by: number; key: string },
        limit = 10,
      ): Promise<string[]> => {
        const read = { index: 'newest', group: 'g', direction, after, limit };
        const places = (await store.range(table, read)).map(({ by, key }) => [by, key]);
        const bare = (await store.range(table, { ...read, keysOnly: true })).map(({ by, key }) => [by, key]);
        deepStrictEqual(bare, places);
        return places.map(([, key]) => String(key));
      };
      deepStrictEqual(await keys('ascending', { by: 2, key: 'b' }), ['c', 'd']);
      deepStrictEqual(await keys('descending', { by: 2, key: 'c' }), ['b', 'a']);
      deepStrictEqual(await keys('ascending', { by: 2, key: 'bb' }), ['c', 'd']);
      deepStrictEqual(await keys('ascending', { by: 1.5, key: '' }, 2), ['b', 'c']);
      deepStrictEqual(await keys('descending', { by: 99, key: '' }, 1), ['d']);
      deepStrictEqual(await keys('ascending', { by: 3, key: 'd' }), []);
    }));

  it('VW24: groups, indexes and tables do not see each other', () =>
    onStore(make, async (store) => {
      await store.open(otherTable);
      const both = [
        { index: 'newest', group: 'g', by: 1 },
        { index: 'newest', group: 'h', by: 2 },
        { index: 'loudest', group: 'g', by: 3 },
      ];
      await commitRows(store, [row('a', [], { added: both }), row('b', [{ group: 'h', by: 1 }])]);
      await commitRows(store, [row('x', [{ by: 1 }])], otherTable);
      deepStrictEqual(await newest(store, 'g'), ['a']);
      deepStrictEqual(await newest(store, 'h'), ['b', 'a']);
      deepStrictEqual(await newest(store, 'G'), []);
      deepStrictEqual(await newest(store, 'g', otherTable), ['x']);
      deepStrictEqual([...(await store.read(otherTable, ['a', 'x']))], [undefined, '{"key":"x"}']);
      deepStrictEqual(
        (await store.range(table, { index: 'loudest', group: 'g', direction: 'ascending', limit: 9 })).map(
          ({ by }) => by,
        ),
        [3],
      );
    }));

  it('VW29: a scan passes over all rows in the order of their keys; count is their number', () =>
    onStore(make, async (store) => {
      const keys = Array.from({ length: 25 }, (_, i) => `k${String(i).padStart(2, '0')}`);
      await commitRows(
        store,
        keys.toReversed().map((key) => row(key)),
      );
      equal(await store.count(table), 25);
      const seen: string[] = [];
      for (let after = ''; seen.length <= 25; after = seen.at(-1) ?? '') {
        const page = await store.scan(table, after, 10);
        ok(page.length <= 10);
        if (page.length === 0) break;
        seen.push(...page.map(({ key }) => key));
      }
      deepStrictEqual(seen, keys);
    }));

  it('VW32: a removed row is in no range, even where an index entry was left behind, and comes back without its text', () =>
    onStore(make, async (store) => {
      await commitRows(store, [
        row('a', [{ by: 1 }], { text: 'pear' }),
        row('b', [{ by: 2 }], { text: 'pear' }),
      ]);
      await commitRows(store, [
        { key: 'a', row: null, added: [], removed: [] },
        { key: 'none', row: null, added: [], removed: [] },
      ]);
      deepStrictEqual(await newest(store), ['b']);
      deepStrictEqual(
        (await store.search(table, 'pear', 9, 0)).map(({ key }) => key),
        ['b'],
      );
      await commitRows(store, [row('a')]);
      deepStrictEqual(
        (await store.search(table, 'pear', 9, 0)).map(({ key }) => key),
        ['b'],
      );
    }));

  it('VW34: opening again finds the rows; declared otherwise it is refused; dropped it is empty', () =>
    onStore(make, async (store) => {
      await commitRows(store, [row('a', [{ by: 1 }], { text: 'fig' })]);
      await store.open(table);
      deepStrictEqual(await newest(store), ['a']);
      await rejects(store.open({ ...table, indexes: ['newest'] }), { code: 'internal', retryable: false });
      await store.drop(table);
      await store.drop(table);
      await store.open(table);
      deepStrictEqual(await newest(store), []);
      deepStrictEqual((await store.search(table, 'fig', 9, 0)).length, 0);
      equal(await store.count(table), 0);
    }));

  it('VW35: a reopened store is as the last commit left it', () =>
    onStore(make, async (store, { reopen }) => {
      await store.commit({
        consumer: 'c',
        epoch: 4,
        turn: { id: 'first', after: undefined },
        cursor: { partition: 1, position: 8 },
        changes: [{ table, rows: [row('a', [{ by: 1 }], { text: 'kiwi' })] }],
      });
      await store.putDocument('d', '{"x":1}');
      if (!reopen) return;
      const again = await reopen();
      await again.open(table);
      deepStrictEqual(await newest(again), ['a']);
      deepStrictEqual(
        (await again.search(table, 'kiwi', 9, 0)).map(({ row: text }) => text),
        ['{"key":"a"}'],
      );
      deepStrictEqual(await again.cursors('c', 2), [0, 8]);
      equal(await again.lastCommit('c'), 'first');
      equal(await again.document('d'), '{"x":1}');
      await rejects(again.commit({ consumer: 'c', epoch: 3, changes: [] }), { code: 'contention' });
      await commitRows(again, [row('b', [], { text: 'kiwi' })]);
      deepStrictEqual(
        (await again.search(table, 'kiwi', 9, 0)).map(({ key }) => key),
        ['b', 'a'],
      );
    }));
}
