import { deepStrictEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { add, adders } from '../conformance/sample.ts';
import { besideOn, buildOf, inWorldOf, open } from '../conformance/beside-fixture.ts';
import { run } from '../conformance/runtime-fixture.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { nearBound } from './near-bound.ts';
import { nearRows } from './near-rows.ts';
import { othersChanges } from './others-changes.ts';
import { standing } from './standing.ts';

test('VW39: rows that others touched and nobody here knows are not read, and not taken from whoever is reading them', async (t) => {
  const memory = memoryEngine();
  const one = await inWorldOf(t, besideOn(memory));
  const { events } = memory;
  const store = await memory.views('tallies');
  await open(one);
  for (const person of ['ana', 'ben'])
    await run(one, add, { tally: 't', amount: person === 'ana' ? 1 : 2 }, person);
  await one.drained();
  let age = (): void => {};
  const bound = { ...nearBound(), join: (own: () => void) => ((age = own), age) };
  const near = nearRows(adders, bound, one.clock, () => false);
  const reading = near.reading();
  reading.rows(['ana'], [{ sum: 0, times: 0 }]);
  reading.end();
  age();
  near.row('ana');
  age();
  const stand = await standing({ store, newId: () => 'new' }, 'somebody who has read nothing', 2);
  const found = { writer: 'others', last: 'x', positions: [...(await events.heads()), 0] } as const;
  const { table } = buildOf(one, 'adders');
  const deps = { events, codec: one.host.codec, store, view: adders, table, near };
  deepStrictEqual(
    await othersChanges(deps, stand, found),
    new Map([
      ['ana', { sum: 1, times: 1 }],
      ['ben', undefined],
    ]),
  );
});
