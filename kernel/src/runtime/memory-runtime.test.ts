import { deepEqual, equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { add, openTally, tallies, TallyOpened } from '../conformance/sample.ts';
import { memoryView } from '../memory-view.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { world } from '../testing/world.ts';

test('VW10: what a memory view cannot take in is passed over: it begins anew from the rows, and all else is heard', async () => {
  const heard: string[] = [];
  let resets = 0;
  const listener = memoryView('listener', {
    about: 'Hears of tallies.',
    reads: [TallyOpened],
    personal: 'held',
    start: () => ({
      apply({ id }) {
        if (id === 't2') throw new Error('not this one');
        heard.push(id);
      },
      reset: () => void resets++,
    }),
  });
  const engine = memoryEngine({ partitions: 3 });
  const told: string[] = [];
  const notices = {
    failing: (consumer: string, error: unknown) => void told.push(`${consumer}: ${String(error)}`),
  };
  const inside = await world([{ ...tallies, memoryViews: [listener] }], engine, { notices });
  for (let i = 0; i < 6; i++)
    await inside.as(`p${i}`).does(openTally, { tally: `t${i}`, name: `n${i}`, note: 'a note' });
  await inside.as('ana').does(add, { tally: 't2', amount: 1 });
  deepEqual(heard.toSorted(), ['t0', 't1', 't3', 't4', 't5']);
  equal(resets, 1);
  match(told.join(), /^listener: Error: not this one$/);
  await inside.close();
});
