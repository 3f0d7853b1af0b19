import { deepEqual, equal } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { embeddedEngine } from '@touchline/engine-embedded';
import { postgresEngine } from '@touchline/engine-postgres';
import { testDatabase, withPostgres, type TestDatabase } from '@touchline/engine-postgres/testing';
import type { Engine, IndexEntry, RowChange, ViewStore, ViewTable } from '@touchline/kernel/ports';
import { world } from '@touchline/kernel/testing';
import fc from 'fast-check';
import { add, openTally, tallies } from '../../kernel/src/conformance/sample.ts';

const table: ViewTable = { id: 'posts_1', indexes: ['newest', 'loudest'], search: true };

const key = fc.constantFrom('a', 'b', 'B', 'é', 'ab', '～', '🎉', '10');
const by = fc.oneof(
  // There is no -0: the same place has the same name.
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
  fc.string({ unit: 'grapheme', maxLength: 3 }).filter((text) => !text.includes('\0') && text.isWellFormed()),
);
const entries = fc.uniqueArray(
  fc.record({ index: fc.constantFrom(...table.indexes), group: fc.constantFrom('', 'g', 'G'), by }),
  { maxLength: 3, selector: JSON.stringify },
);
const word = fc.constantFrom('run', 'Running', 'rúnner', 'ru', 'morning', 'MORN', '10k', '東京', 'दौड़', 'a');
const text = fc.option(fc.array(word, { maxLength: 4 }).map((words) => words.join(' ')));
const write = fc.record({ key, row: fc.option(fc.string()), entries, text });
// A view's commit names a row once.
const commit = fc.uniqueArray(write, { minLength: 1, maxLength: 5, selector: (one) => one.key });
const commits = fc.array(commit, { minLength: 1, maxLength: 6 });
const queries = fc.array(fc.array(word, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 });

withPostgres('whether both engines agree', () => {
  describe('the engines agree', () => {
    let made: TestDatabase;
    let folder: string;
    let engines: Engine[];
    before(async () => {
      made = await testDatabase();
      folder = await mkdtemp(join(tmpdir(), 'touchline-agree-'));
      const master = Buffer.alloc(32, 7);
      engines = [
        await embeddedEngine({ folder, partitions: 2 }),
        await postgresEngine({ database: { url: made.url }, master, partitions: 2 }),
      ];
    });
    after(async () => {
      for (const engine of engines) await engine.close();
      await made.drop();
      await rm(folder, { recursive: true });
    });

    test('after any commits, rows, pages and searches of views are the same', async () => {
      const stores = await Promise.all(engines.map((engine) => engine.views('agree')));
      await fc.assert(
        fc.asyncProperty(commits, queries, async (all, searches) => {
          const seen = await Promise.all(stores.map((store) => seenAfter(store, all, searches)));
          deepEqual(seen[1], seen[0]);
        }),
        { numRuns: 60, examples: [emptiedAndBack] },
      );
    });

    test('VW5: the same events make the same rows, to the byte, live and rebuilt', async () => {
      const rows: unknown[] = [];
      for (const engine of engines) {
        const inside = await world([tallies], engine);
        const ana = inside.as('ana');
        for (let i = 0; i < 5; i++)
          await ana.does(openTally, { tally: `t${i}`, name: `n${i}`, note: `Nö "${i}"` });
        for (let i = 0; i < 60; i++)
          await inside.as(`p${i % 3}`).does(add, { tally: `t${i % 5}`, amount: i });
        const { store, views } = inside.host.runtimes.get('tallies')!;
        for (const view of views.values()) {
          const live = await store.scan(view.live().table, '', 1000);
          equal((await view.rebuild()).finding, undefined);
          const rebuilt = await store.scan(view.live().table, '', 1000);
          deepEqual(rebuilt, live);
          rows.push(rebuilt);
        }
        await inside.host.stop();
      }
      equal(rows.length, 4);
      deepEqual(rows.slice(2), rows.slice(0, 2));
    });
  });
});

const blank = { row: '', entries: [], text: '' };
/** A text that was empty comes behind one that came meanwhile, in one commit. */
const emptiedAndBack: [Writes[], string[][]] = [
  [
    [
      { key: 'a', ...blank },
      { key: 'ab', ...blank, text: '10k' },
      { key: 'a', ...blank, text: '10k' },
    ],
  ],
  [['10k']],
];

type Writes = readonly {
  readonly key: string;
  readonly row: string | null;
  readonly entries: readonly IndexEntry[];
  readonly text: string | null;
}[];

async function seenAfter(
  store: ViewStore,
  all: readonly Writes[],
  searches: readonly (readonly string[])[],
): Promise<unknown[]> {
  await store.drop(table);
  await store.open(table);
  const places = new Map<string, readonly IndexEntry[]>();
  for (const writes of all) {
    const rows = writes.map((one): RowChange => {
      const removed = places.get(one.key) ?? [];
      const added = one.row === null ? [] : one.entries;
      places.set(one.key, added);
      return { key: one.key, row: one.row, added, removed, text: one.text };
    });
    await store.commit({ consumer: 'c', changes: [{ table, rows }] });
  }
  const seen: unknown[] = [await store.scan(table, '', 100), await store.count(table)];
  for (const index of table.indexes)
    for (const group of ['', 'g', 'G'])
      for (const direction of ['ascending', 'descending'] as const) {
        const page = await store.range(table, { index, group, direction, limit: 100 });
        seen.push(page);
        const middle = page[page.length >> 1];
        if (middle) seen.push(await store.range(table, { index, group, direction, limit: 2, after: middle }));
      }
  for (const words of searches)
    for (const offset of [0, 1]) seen.push(await store.search(table, words.join(' '), 3, offset));
  return seen;
}
