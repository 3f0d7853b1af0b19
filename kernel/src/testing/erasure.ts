import { deepStrictEqual } from 'node:assert/strict';
import { erased } from '../erased.ts';
import type { EventType, Recorded } from '../event.ts';
import type { ViewType } from '../view.ts';
import { rowsAfter } from './fold-view.ts';

/**
 * ER3, ER4: wherever among the events a person is erased, the rows come out as a rebuild makes them of events whose
 * personal fields were `Erased` from the beginning, byte for byte.
 */
export function assertErases<Row extends object, E extends EventType, Index extends string>(
  view: ViewType<Row, E, Index>,
  events: readonly Recorded<E>[],
  person: string,
): void {
  const gone = events.map((event) => withoutFieldsOf(view, event, person));
  const rebuilt = inOrder(rowsAfter(view, gone));
  for (let seen = 0; seen <= events.length; seen++) {
    const left = rowsErased(view, rowsAfter(view, events.slice(0, seen)), person);
    deepStrictEqual(inOrder(rowsAfter(view, gone.slice(seen), left)), rebuilt);
  }
}

function rowsErased<Row extends object, E extends EventType, Index extends string>(
  view: ViewType<Row, E, Index>,
  rows: ReadonlyMap<string, Row>,
  person: string,
): Map<string, Row> {
  const left = new Map(rows);
  if (view.personal === 'none') return left;
  const places = view.personal.of(person);
  for (const [key, row] of rows) {
    const groups = 'keys' in places ? [] : view.indexes[places.index].in(row, key);
    const isTheirs =
      'keys' in places
        ? places.keys.includes(key)
        : places.groups.some(
            (group) => groups === group || (Array.isArray(groups) && groups.includes(group)),
          );
    if (!isTheirs) continue;
    const after = view.personal.erase(row, person, key);
    if (after === undefined) left.delete(key);
    else left.set(key, after);
  }
  return left;
}

function withoutFieldsOf<E extends EventType>(
  { reads }: Pick<ViewType<object, E>, 'reads'>,
  event: Recorded<E>,
  person: string,
): Recorded<E> {
  const personal = reads.find(({ type }) => type === event.type)?.personal;
  const data = event.data as Readonly<Record<string, unknown>>;
  if (!personal || data[personal.of] !== person) return event;
  const gone = Object.fromEntries(personal.fields.map((field) => [field, erased]));
  return { ...event, data: { ...data, ...gone } };
}

const inOrder = (rows: ReadonlyMap<string, object>): [string, string][] =>
  [...rows]
    .map(([key, row]): [string, string] => [key, JSON.stringify(row)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
