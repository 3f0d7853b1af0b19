import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { memoryViewStore } from '../testing/memory/memory-view-store.ts';
import { standing } from './standing.ts';

test('VW37: what another process dropped was not written by this one, which has written nothing yet', async () => {
  const store = memoryViewStore();
  const [ours, theirs] = [
    await standing({ store, newId: () => 'ours' }, 'rows', 1),
    await standing({ store, newId: () => 'theirs' }, 'rows', 1),
  ];
  await theirs.commit({ changes: [], cursor: { partition: 0, position: 9 } });
  ours.takeOver(await ours.ask());
  await store.resetCursors('rows');
  deepEqual(await ours.ask(), { last: undefined, positions: [0], writer: 'others' });
});
