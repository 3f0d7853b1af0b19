import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { pagedList } from './paged-list.ts';

const pageOf = (items: readonly number[], next?: string): Response =>
  Response.json({ items, ...(next !== undefined && { next }) });
const list = (own: readonly number[] = []) =>
  pagedList<number, number>({
    path: (limit, before) => `/list?limit=${limit}&before=${before ?? ''}`,
    take: (items) => items,
    same: (a, b) => a === b,
    order: (a, b) => b - a,
    own: () => own,
    pageSize: 3,
  });

const realFetch = globalThis.fetch;
afterEach(() => void (globalThis.fetch = realFetch));

const answers = (...pages: readonly (Response | Error)[]): void => {
  const left = [...pages];
  globalThis.fetch = () => {
    const page = left.shift() ?? new Error('nothing more was expected to be asked');
    return page instanceof Error ? Promise.reject(page) : Promise.resolve(page);
  };
};

test('pages follow one another, and a row that moved between two pages shows once', async () => {
  answers(pageOf([9, 8, 7], 'c7'), pageOf([7, 6], undefined));
  const { load, more, rows, hasMore } = list();
  await load();
  deepEqual([rows.value, hasMore.value], [[9, 8, 7], true]);
  await more();
  deepEqual([rows.value, hasMore.value], [[9, 8, 7, 6], false]);
});

test('what is new waits until it is asked for', async () => {
  answers(pageOf([9, 8, 7], 'c7'), pageOf([11, 10, 9], 'c9'));
  const { load, rows, fresh, showFresh } = list();
  await load();
  await load();
  deepEqual(
    [rows.value, fresh.value],
    [
      [9, 8, 7],
      [11, 10],
    ],
  );
  showFresh();
  deepEqual([rows.value, fresh.value], [[11, 10, 9, 8, 7], []]);
});

test('when more came than a page holds, showing it starts anew instead of leaving a gap', async () => {
  answers(pageOf([3, 2, 1]), pageOf([9, 8, 7], 'c7'), pageOf([6], undefined));
  const { load, more, rows, hasMore, showFresh } = list();
  await load();
  await load();
  showFresh();
  deepEqual([rows.value, hasMore.value], [[9, 8, 7], true]);
  await more();
  deepEqual(rows.value, [9, 8, 7, 6]);
});

test('a row announced before the first page was read stands in it once', async () => {
  answers(pageOf([2, 1]));
  const { load, rows, fresh, showFresh } = list();
  fresh.value = [2];
  await load();
  showFresh();
  deepEqual(rows.value, [2, 1]);
});

test('a failed read keeps what is shown and can be tried again', async () => {
  answers(pageOf([2, 1]), new TypeError('no network'), pageOf([3, 2, 1]));
  const { load, rows, state, fresh } = list();
  await load();
  await load();
  deepEqual([state.value, rows.value], ['failed', [2, 1]]);
  await load();
  equal(state.value, 'ready');
  deepEqual(fresh.value, [3]);
});

test('without a connection the page of last time is shown, and replaced when there is one again', async () => {
  answers(new TypeError('no network'), pageOf([9, 8]));
  const saved = {
    read: () => Promise.resolve({ items: [2, 1], at: '2026-05-01T08:00:00Z' }),
    write: () => {},
  };
  const { load, rows, state, savedAt } = pagedList<number, number>({
    path: () => '/list',
    take: (items) => items,
    same: (a, b) => a === b,
    saved,
  });
  await load();
  deepEqual([state.value, rows.value, savedAt.value], ['ready', [2, 1], '2026-05-01T08:00:00Z']);
  await load();
  deepEqual([rows.value, savedAt.value], [[9, 8], undefined]);
});

test('what one wrote before the first page was there stands above it, where it is newer and not in it', async () => {
  answers(pageOf([9, 8, 7], 'c7'));
  const { load, rows, fresh, isRead } = list([11, 9, 2]);
  equal(isRead(), false);
  await load();
  equal(isRead(), true);
  deepEqual([rows.value, fresh.value], [[11, 9, 8, 7], []]);
});

test('a list that was read and is empty shows what it reads later at once', async () => {
  answers(pageOf([]), pageOf([3, 2]));
  const { load, rows, fresh } = list();
  await load();
  await load();
  deepEqual([rows.value, fresh.value], [[3, 2], []]);
});

test('what was announced while a page was on its way still waits, and what the page holds is there once', async () => {
  answers(pageOf([7, 6], 'c6'));
  const { load, rows, fresh } = list();
  await load();
  for (const [held, waits] of [
    [
      [8, 7, 6],
      [9, 8],
    ],
    [
      [9, 8, 7],
      [9, 8],
    ],
  ] as const) {
    fresh.value = [];
    const late = Promise.withResolvers<Response>();
    globalThis.fetch = () => late.promise;
    const reading = load();
    fresh.value = [9];
    late.resolve(pageOf(held, 'c6'));
    await reading;
    deepEqual([rows.value, fresh.value], [[7, 6], waits]);
  }
});

test('the first page is read also for who asks while an older one is on its way', async () => {
  const older = Promise.withResolvers<Response>();
  answers(pageOf([9, 8, 7], 'c7'));
  const { load, more, rows, fresh } = list();
  await load();
  const left = [older.promise, Promise.resolve(pageOf([10, 9, 8], 'c8'))];
  globalThis.fetch = () => left.shift() ?? Promise.reject(new Error('asked too often'));
  const reading = [more(), load(), load()];
  older.resolve(pageOf([6]));
  await Promise.all(reading);
  deepEqual([rows.value, fresh.value], [[9, 8, 7, 6], [10]]);
});

test('what a page does not hold any more goes, above its end and in all of a list that ends with it', async () => {
  answers(pageOf([9, 8, 7], 'c7'), pageOf([6, 5]), pageOf([9, 7, 6], 'c6'), pageOf([9]));
  const { load, more, rows } = list([8]);
  await load();
  await more();
  rows.value = [12, ...rows.value];
  await load();
  deepEqual(
    rows.value,
    [9, 8, 7, 6, 5],
    'one that was deleted, not one’s own that the page does not know yet',
  );
  await load();
  deepEqual(rows.value, [9, 8]);
});

test('a page of which nothing may be seen is passed over', async () => {
  answers(pageOf([], 'c9'), pageOf([], 'c6'), pageOf([5], 'c5'), pageOf([], 'c3'), pageOf([1]));
  const { load, more, rows, hasMore } = list();
  await load();
  deepEqual([rows.value, hasMore.value], [[5], true]);
  await more();
  deepEqual([rows.value, hasMore.value], [[5, 1], false]);
});
