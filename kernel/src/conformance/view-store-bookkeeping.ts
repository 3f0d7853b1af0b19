import { deepStrictEqual, equal, rejects } from 'node:assert/strict';
import { it } from 'node:test';
import type { ParkedEvent, ViewCommit } from '../ports/index.ts';
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

  it('VW37: a commit is written when it follows the last one, else it leaves no trace', () =>
    onStore(make, async (store) => {
      const commit = (id: string, after: string | undefined, more: Partial<ViewCommit> = {}): Promise<void> =>
        store.commit({
          consumer: 'c',
          turn: { id, after },
          changes: [{ table, rows: [row(id)] }],
          ...more,
        });
      equal(await store.lastCommit('c'), undefined);
      await rejects(commit('x', 'none'), { code: 'contention', retryable: true });
      await commit('a', undefined);
      await commit('b', 'a', { cursor: { partition: 1, position: 7 }, park: [parkedAt(0, 3)] });
      const late = {
        cursor: { partition: 1, position: 9 },
        unpark: [{ partition: 0, position: 3 }],
        epoch: 2,
      };
      for (const after of [undefined, 'a', 'x', ''])
        await rejects(commit('c', after, late), { code: 'contention' });
      await store.commit({ consumer: 'c', changes: [{ table, rows: [row('nameless')] }], epoch: 1 });
      await commit('other', undefined, { consumer: 'd' });
      equal(await store.lastCommit('c'), 'b');
      deepStrictEqual(await store.cursors('c', 2), [0, 7]);
      deepStrictEqual(await store.parked('c'), [parkedAt(0, 3)]);
      await commit('e', 'b');
      deepStrictEqual(
        (await store.scan(table, '', 10)).map(({ key }) => key),
        ['a', 'b', 'e', 'nameless', 'other'],
      );
      await store.resetCursors('c');
      await rejects(commit('f', 'e'), { code: 'contention' });
      await commit('g', undefined);
      equal(await store.lastCommit('c'), 'g');
    }));

  it('VW37: of many writers who follow the same commit, one writes', () =>
    onStore(make, async (store) => {
      const writers = Array.from({ length: 8 }, (_, i) => `writer ${i}`);
      const done = await Promise.allSettled(
        writers.map(async (id, i) =>
          store.commit({
            consumer: 'c',
            turn: { id, after: undefined },
            cursor: { partition: 0, position: i + 1 },
            changes: [{ table, rows: [row(id)] }],
          }),
        ),
      );
      const [winner, ...others] = done.flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []));
      deepStrictEqual(others, []);
      for (const one of done)
        if (one.status === 'rejected') equal((one.reason as { code: string }).code, 'contention');
      deepStrictEqual(await store.cursors('c', 1), [(winner ?? -1) + 1]);
      equal(await store.lastCommit('c'), `writer ${winner}`);
      deepStrictEqual(
        (await store.scan(table, '', 10)).map(({ key }) => key),
        [`writer ${winner}`],
      );
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

  it('VW28: a document that names what it replaces is written where that still stands; of many at once one is', () =>
    onStore(make, async (store) => {
      const refused = { code: 'contention' };
      await store.putDocument('d', '1', { was: undefined });
      await rejects(store.putDocument('d', '2', { was: undefined }), refused);
      await rejects(store.putDocument('d', undefined, { was: '0' }), refused);
      await store.putDocument('d', '2', { was: '1' });
      await rejects(store.putDocument('d', '3', { was: '1' }), refused);
      const many = Array.from({ length: 10 }, (_, i) => store.putDocument('d', `own ${i}`, { was: '2' }));
      const done = (await Promise.allSettled(many)).flatMap(({ status }, i) =>
        status === 'fulfilled' ? [`own ${i}`] : [],
      );
      deepStrictEqual([done.length, done[0]], [1, await store.document('d')]);
      await store.putDocument('d', undefined, { was: done[0] });
      await store.putDocument('d', undefined, { was: undefined });
      equal(await store.document('d'), undefined);
    }));
}
