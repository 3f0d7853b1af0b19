import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { add, adders, openTally, tallies } from '../conformance/sample.ts';
import type { Engine, ViewCommit, ViewStore } from '../ports/index.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { world } from '../testing/world.ts';
import type { ViewType } from '../view.ts';

const nothing = { ...tallies, queries: [], views: [], memoryViews: [], policies: [] };

/** An engine with a log that no view has read: a tally, and what three people added to it. */
async function unread(): Promise<Engine> {
  const engine = memoryEngine();
  const { as, host } = await world([nothing], engine);
  await as('ana').does(openTally, { tally: 't', name: 'n', note: '' });
  for (const [i, who] of ['ana', 'ben', 'ana', 'cleo', 'ben', 'ana'].entries())
    await as(who).does(add, { tally: 't', amount: i + 1 });
  await host.stop();
  return engine;
}

/** What one view asks of its store and writes there, from nothing to the end of the log. */
async function projected(view: ViewType) {
  const engine = await unread();
  const reads: (readonly string[])[] = [];
  const commits: ViewCommit[] = [];
  const views = async (service: string): Promise<ViewStore> => {
    const store = await engine.views(service);
    return {
      ...store,
      read(table, keys) {
        reads.push(keys);
        return store.read(table, keys);
      },
      async commit(commit) {
        if (commit.cursor) commits.push(commit);
        await store.commit(commit);
      },
    };
  };
  const inside = await world([{ ...nothing, views: [view] }], { ...engine, views });
  await inside.drained();
  await inside.close();
  const rows = commits.flatMap(({ changes }) => changes.flatMap((change) => change.rows));
  return { reads, commits, rows: rows.map(({ key, row }) => [key, row && (JSON.parse(row) as object)]) };
}

test('VW2: a batch loads each row that it touches once, and writes rows and cursor in one transaction', async () => {
  const { reads, commits, rows } = await projected(adders);
  deepEqual(reads, [['ana', 'ben', 'cleo']]);
  equal(commits.length, 1);
  deepEqual(commits[0]?.cursor, { partition: 0, position: 8 });
  deepEqual(rows, [
    ['ana', { sum: 10, times: 3 }],
    ['ben', { sum: 7, times: 2 }],
    ['cleo', { sum: 4, times: 1 }],
  ]);
});

test('VW4: a row that its fold leaves as it was is not written; the cursor moves on all the same', async () => {
  const firstOnly: typeof adders = {
    ...adders,
    project: {
      Added: {
        key: (e) => e.data.by,
        fold: (row, e) => (e.data.by === 'ben' ? row : { sum: e.data.amount, times: (row?.times ?? 0) + 1 }),
      },
    },
  };
  const { commits, rows } = await projected(firstOnly);
  deepEqual(
    rows.map(([key]) => key),
    ['ana', 'cleo'],
  );
  deepEqual(commits.at(-1)?.cursor, { partition: 0, position: 8 });
});
