import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryViewStore } from '../testing/memory/memory-view-store.ts';
import { parkedCountMax, parkedCounts } from './parked-counts.ts';

test('counts what each consumer has set aside, also where one has set very much aside', async () => {
  const store = memoryViewStore();
  const place = { sequence: 's', partition: 0, type: 'T', stream: 's', error: '', attempts: 0, at: 0 };
  const park = async (consumer: string, times: number): Promise<void> => {
    const parked = Array.from({ length: times }, (_, i) => ({ ...place, consumer, position: i + 1 }));
    await store.commit({ consumer, changes: [], park: parked });
  };
  await park('zeal', 2);
  const names = ['adders', 'pages', 'zeal'];
  assert.deepEqual([...(await parkedCounts(store, names))], [['zeal', 2]]);
  await park('adders', parkedCountMax + 5);
  const counts = await parkedCounts(store, names);
  assert.deepEqual(
    names.map((name) => counts.get(name) ?? 0),
    [parkedCountMax, 0, 2],
  );
});
