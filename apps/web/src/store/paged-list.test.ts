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
