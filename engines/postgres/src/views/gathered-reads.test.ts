import { deepStrictEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@touchline/kernel';
import type { Database } from '../database.ts';
import { gatheredReads } from './gathered-reads.ts';

const of = (id: string) => ({ schema: 's', id });
const rowOf = (key: string): string => `"row of ${key}"`;

/** Has every row but those of `none`; the table `gone` is not there. */
function database() {
  const asked: string[] = [];
  const read = (async (text: string, values: readonly unknown[]) => {
    asked.push(text);
    if (text.includes('rows_gone')) throw new Error('There is no such table.');
    if (text.startsWith('SELECT s.row_')) return [[rowOf(String(values[0]))]];
    const isOne = !text.includes('UNION ALL');
    return values.flatMap((array, i) =>
      keysIn(array as Buffer)
        .filter((key) => key !== 'none')
        .map((key) => (isOne ? [key, rowOf(key)] : [i, key, rowOf(key)])),
    );
  }) as Database['read'];
  return { asked, read: gatheredReads({ read }, systemClock) };
}

/** Of PostgreSQL's binary text[]. */
function keysIn(array: Buffer): string[] {
  const keys: string[] = [];
  for (let at = 20; at < array.length;) {
    const length = array.readInt32BE(at);
    keys.push(array.toString('utf8', at + 4, at + 4 + length));
    at += 4 + length;
  }
  return keys;
}

test('rows of several tables that are asked for in one turn come with one statement, each once', async () => {
  const { asked, read } = database();
  const [a, b, c] = await Promise.all([
    read(of('a'), ['1', '2']),
    read(of('b'), ['3', 'none']),
    read(of('a'), ['2', '4']),
  ]);
  equal(asked.length, 1);
  equal(asked[0]?.match(/rows_a/g)?.length, 1);
  deepStrictEqual([a.get('1'), a.get('2'), c.get('4')], ['1', '2', '4'].map(rowOf));
  deepStrictEqual([b.get('3'), b.get('none')], [rowOf('3'), undefined]);
});

test('one row is asked of the function that keeps its plan', async () => {
  const { asked, read } = database();
  equal((await read(of('a'), ['1'])).get('1'), rowOf('1'));
  deepStrictEqual(asked, ['SELECT s.row_a($1)']);
});

test('a table that is gone is the fault of those alone who ask for it', async () => {
  const { read } = database();
  const [gone, there] = [read(of('gone'), ['1', '2']), read(of('a'), ['3', '4'])];
  await rejects(gone, /no such table/);
  equal((await there).get('3'), rowOf('3'));
});

test('what is too much for one statement goes in several', async () => {
  const { asked, read } = database();
  const many = (from: number) => Array.from({ length: 1500 }, (_, i) => String(from + i));
  const [first, second] = await Promise.all([read(of('a'), many(0)), read(of('a'), many(1500))]);
  equal(asked.length, 2);
  equal(first.size + second.size, 3000);
  equal((await read(of('a'), [...many(0), ...many(5000)])).size, 3000);
});
