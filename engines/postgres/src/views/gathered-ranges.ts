import type { Clock } from '@touchline/kernel';
import { viewLimits, type IndexedRow } from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { doubleArray, integerArray, smallIntArray, textArray } from '../array-param.ts';

/** The parameters of `range_…`, in its order. */
export interface RangeCall {
  readonly index: number;
  readonly group: string;
  readonly afterNum: number;
  readonly afterStr: string;
  readonly afterKey: string;
  readonly descending: boolean;
  readonly bare: boolean;
  readonly limit: number;
}

interface Wanted extends RangeCall {
  resolve(rows: IndexedRow[]): void;
  reject(error: unknown): void;
}

const callsMax = 64;

/**
 * Ranges of one table that are asked for in the same turn of the event loop share statements: who merges the newest of
 * forty groups waits for one round trip, not for forty.
 */
export function gatheredRanges(
  database: Pick<Database, 'read'>,
  fn: string,
  clock: Pick<Clock, 'turn'>,
): (call: RangeCall) => Promise<IndexedRow[]> {
  let wanted: Wanted[] = [];

  async function answer(): Promise<void> {
    await clock.turn();
    const all = wanted;
    wanted = [];
    await Promise.all(statementsOf(all).map(ask));
  }

  async function ask(calls: readonly Wanted[]): Promise<void> {
    try {
      const [first] = calls;
      if (first && calls.length === 1) return first.resolve(await askOne(first));
      for (const [i, rows] of (await askMany(calls)).entries()) calls[i]?.resolve(rows);
    } catch (error) {
      for (const { reject } of calls) reject(error);
    }
  }

  async function askOne(call: RangeCall): Promise<IndexedRow[]> {
    const { index, group, afterNum, afterStr, afterKey, descending, bare, limit } = call;
    const rows = await database.read<[number, string, string, string]>(
      `SELECT * FROM ${fn}($1, $2, $3, $4, $5, $6, $7, $8)`,
      [index, group, afterNum, afterStr, afterKey, descending, bare, limit],
    );
    return rows.map(([num, str, key, row]) => rowOf(num, str, key, row));
  }

  async function askMany(calls: readonly RangeCall[]): Promise<IndexedRow[][]> {
    const rows = await database.read<[number, number, string, string, string]>(
      `SELECT g.n, r.num, r.str, r.key, r.row
       FROM unnest($1::smallint[], $2::text[], $3::double precision[], $4::text[], $5::text[], $6::smallint[],
         $7::smallint[], $8::integer[]) WITH ORDINALITY g(ix, grp, num, str, key, descending, bare, at_most, n)
       CROSS JOIN LATERAL ${fn}(g.ix, g.grp, g.num, g.str, g.key, g.descending = 1, g.bare = 1, g.at_most)
         WITH ORDINALITY r(num, str, key, "row", place)
       ORDER BY g.n, r.place`,
      [
        smallIntArray(calls.map(({ index }) => index)),
        textArray(calls.map(({ group }) => group)),
        doubleArray(calls.map(({ afterNum }) => afterNum)),
        textArray(calls.map(({ afterStr }) => afterStr)),
        textArray(calls.map(({ afterKey }) => afterKey)),
        smallIntArray(calls.map(({ descending }) => Number(descending))),
        smallIntArray(calls.map(({ bare }) => Number(bare))),
        integerArray(calls.map(({ limit }) => limit)),
      ],
    );
    const answers: IndexedRow[][] = calls.map(() => []);
    for (const [n, num, str, key, row] of rows) answers[n - 1]?.push(rowOf(num, str, key, row));
    return answers;
  }

  return (call) =>
    new Promise((resolve, reject) => {
      if (wanted.length === 0) void answer();
      wanted.push({ ...call, resolve, reject });
    });
}

/** One statement brings at most what one range may. */
function statementsOf(all: readonly Wanted[]): Wanted[][] {
  const statements: Wanted[][] = [];
  let rows = Infinity;
  for (const call of all) {
    const last = statements.at(-1);
    if (!last || last.length >= callsMax || rows + call.limit > viewLimits.rangeMax) {
      statements.push([call]);
      rows = call.limit;
    } else {
      last.push(call);
      rows += call.limit;
    }
  }
  return statements;
}

/** Strings stand after all numbers. */
const rowOf = (num: number, str: string, key: string, row: string): IndexedRow => ({
  by: num === Infinity ? str : num,
  key,
  row,
});
