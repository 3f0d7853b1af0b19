import { deepStrictEqual } from 'node:assert/strict';
import { it } from 'node:test';
import type { ViewStore } from '../ports/index.ts';
import { commitRows, onStore, row, table, type MakeViewStore } from './view-store-fixture.ts';

const found = async (store: ViewStore, words: string, limit = 50, offset = 0): Promise<string[]> =>
  (await store.search(table, words, limit, offset)).map(({ key }) => key);

const texts = (store: ViewStore, all: Record<string, string | null>): Promise<void> =>
  commitRows(
    store,
    Object.entries(all).map(([key, text]) => row(key, [], { text })),
  );

/** Full text: VW30, VW31. */
export function viewStoreSearch(make: MakeViewStore): void {
  it('VW30: every word must be there; longer words are found by how they begin; case and accents do not matter', () =>
    onStore(make, async (store) => {
      await texts(store, {
        a: 'Morning run with Zoë',
        b: 'Running also in the EVENING',
        c: 'A swim in the morning',
      });
      deepStrictEqual(await found(store, 'run'), ['a', 'b']);
      deepStrictEqual(await found(store, 'MORN'), ['c', 'a']);
      deepStrictEqual(await found(store, 'zoe morning'), ['a']);
      deepStrictEqual(await found(store, 'zoe\u0308'), ['a']);
      deepStrictEqual(await found(store, 'a'), ['c']);
      deepStrictEqual(await found(store, 'run swim'), []);
      deepStrictEqual(await found(store, 'unning'), []);
    }));

  it('VW30: no character of a search has a meaning of its own', () =>
    onStore(make, async (store) => {
      await texts(store, { a: 'cats and dogs', b: 'NOT or near key text' });
      for (const words of [
        '"cats',
        'cats*',
        '(cats',
        'cats:',
        '^cats',
        '-cats',
        "cats' AND",
        'cats + dogs',
        'cats\0dogs',
      ])
        deepStrictEqual(await found(store, words), ['a'], words);
      deepStrictEqual(await found(store, 'cats NOT dogs'), []);
      deepStrictEqual(await found(store, 'cats OR dogs'), []);
      deepStrictEqual(await found(store, 'NEAR key'), ['b']);
      for (const words of ['', ' ', '"', '*', '""', '🎉'])
        deepStrictEqual(await found(store, words), [], words);
    }));

  it('VW30: other scripts are found', () =>
    onStore(make, async (store) => {
      await texts(store, {
        hi: 'सुबह की दौड़',
        jp: '朝のランニング',
        kr: '아침 달리기',
        ru: 'Утренняя пробежка',
        gr: 'Πρωινό τρέξιμο',
      });
      deepStrictEqual(await found(store, 'दौड़'), ['hi']);
      deepStrictEqual(await found(store, '朝の'), ['jp']);
      deepStrictEqual(await found(store, '달리'), ['kr']);
      deepStrictEqual(await found(store, 'пробеж'), ['ru']);
      deepStrictEqual(await found(store, 'ΤΡΕΞ'), ['gr']);
    }));

  it('VW30: a new text replaces the old, an undefined one leaves it, null removes it', () =>
    onStore(make, async (store) => {
      await texts(store, { a: 'alpha', b: 'alpha' });
      await commitRows(store, [row('a', [], { row: '{"edited":1}' })]);
      deepStrictEqual(await store.search(table, 'alpha', 9, 0), [
        { key: 'b', row: '{"key":"b"}' },
        { key: 'a', row: '{"edited":1}' },
      ]);
      await texts(store, { a: 'beta' });
      deepStrictEqual([await found(store, 'alpha'), await found(store, 'beta')], [['b'], ['a']]);
      await texts(store, { a: null, b: '' });
      deepStrictEqual([await found(store, 'alpha'), await found(store, 'beta')], [[], []]);
      await texts(store, { a: 'beta' });
      deepStrictEqual(await found(store, 'beta'), ['a']);
    }));

  it('VW31: whole words come before beginnings, newer before older, and pages continue the same list', () =>
    onStore(make, async (store) => {
      for (const [key, text] of Object.entries({
        a: 'ann',
        b: 'anna',
        c: 'ann lee',
        d: 'annabel',
        e: 'hanna',
      }))
        await texts(store, { [key]: text });
      const all = ['c', 'a', 'd', 'b'];
      deepStrictEqual(await found(store, 'ann'), all);
      for (let limit = 1; limit <= 5; limit++)
        for (let offset = 0; offset <= 5; offset++)
          deepStrictEqual(
            await found(store, 'ann', limit, offset),
            all.slice(offset, offset + limit),
            `${limit} from ${offset}`,
          );
    }));
}
