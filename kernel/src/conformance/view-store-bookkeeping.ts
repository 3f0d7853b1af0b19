import { deepStrictEqual, equal, rejects } from 'node:assert/strict';
import { it } from 'node:test';
import type { ParkedEvent } from '../ports/index.ts';
import { onStore, row, table, type MakeViewStore } from './view-store-fixture.ts';

const parkedAt = (partition: number, position: number, more: Partial<ParkedEvent> = {}): ParkedEvent => ({
  consumer: 'c',
  sequence: 's',
  partition,
  position,
  type: 'Happened',
  stream: 's-1',
  error: 'broken',
  attempts: 1,
  at: 1_700_000_000_000,
  ...more,
});

/** Cursors, epochs, parked events, documents: VW25 to VW28. */
export function viewStoreBookkeeping(make: MakeViewStore): void {
  it('VW25: cursors are 0 at first, kept per consumer and partition, and reset alone', () =>
    onStore(make, async (store) => {
      deepStrictEqual(await store.cursors('c', 3), [0, 0, 0]);
      await store.commit({
        consumer: 'c',
        cursor: { partition: 2, position: 7 },
        changes: [],
        park: [parkedAt(2, 7)],
      });
      await store.commit({ consumer: 'c', cursor: { partition: 0, position: 2 ** 44 + 1 }, changes: [] });
      await store.commit({
        consumer: 'd',
        cursor: { partition: 2, position: 9 },
        changes: [],
        park: [parkedAt(2, 9, { consumer: 'd' })],
      });
      await store.commit({ consumer: 'c', cursor: { partition: 2, position: 8 }, changes: [] });
      deepStrictEqual(await store.cursors('c', 3), [2 ** 44 + 1, 0, 8]);
      await store.resetCursors('c');
      deepStrictEqual(await store.cursors('c', 3), [0, 0, 0]);
      deepStrictEqual(await store.cursors('d', 3), [0, 0, 9]);
      deepStrictEqual(
        (await store.parked()).map(({ consumer }) => consumer),
        ['d'],
      );
    }));

  it('VW26: who was overtaken by a newer epoch cannot write, and nothing of its commit is seen', () =>
    onStore(make, async (store) => {
      await store.commit({ consumer: 'c', epoch: 2, changes: [] });
      await store.commit({ consumer: 'c', epoch: 3, cursor: { partition: 0, position: 1 }, changes: [] });
      const late = {
        consumer: 'c',
        epoch: 2,
        cursor: { partition: 0, position: 9 },
        changes: [{ table, rows: [row('late')] }],
      };
      await rejects(store.commit(late), { code: 'contention' });
      deepStrictEqual(await store.cursors('c', 1), [1]);
      deepStrictEqual([...(await store.read(table, ['late']))], [undefined]);
      await store.commit({ consumer: 'c', epoch: 3, changes: [] });
      await store.commit({ consumer: 'd', epoch: 1, changes: [] });
    }));

  it('VW27: parked events are listed in order, replaced when parked again, and leave when unparked', () =>
    onStore(make, async (store) => {
      const second = parkedAt(0, 10, { error: '' });
      await store.commit({ consumer: 'c', changes: [], park: [parkedAt(1, 3), second, parkedAt(0, 9)] });
      await store.commit({ consumer: 'd', changes: [], park: [parkedAt(0, 9, { consumer: 'd' })] });
      const again = parkedAt(0, 9, { attempts: 2, error: 'still broken' });
      await store.commit({ consumer: 'c', changes: [], park: [again] });
      deepStrictEqual(await store.parked('c'), [again, second, parkedAt(1, 3)]);
      deepStrictEqual((await store.parked()).length, 4);
      deepStrictEqual(await store.parked('c', 1), [again]);
      await store.commit({
        consumer: 'c',
        changes: [],
        unpark: [
          { partition: 0, position: 9 },
          { partition: 5, position: 5 },
        ],
      });
      deepStrictEqual(await store.parked('c'), [second, parkedAt(1, 3)]);
      deepStrictEqual((await store.parked('d')).length, 1);
    }));

  it('VW27: a long error is cut', () =>
    onStore(make, async (store) => {
      await store.commit({ consumer: 'c', changes: [], park: [parkedAt(0, 1, { error: 'x'.repeat(5000) })] });
      equal((await store.parked('c'))[0]?.error, 'x'.repeat(2000));
    }));

  it('VW28: documents are kept by name, replaced and removed', () =>
    onStore(make, async (store) => {
      equal(await store.document('builds'), undefined);
      await store.putDocument('builds', '{"a":1}');
      await store.putDocument('other', '[]');
      await store.putDocument('builds', '{"a":2}');
      equal(await store.document('builds'), '{"a":2}');
      await store.putDocument('builds', undefined);
      equal(await store.document('builds'), undefined);
      equal(await store.document('other'), '[]');
    }));
}
