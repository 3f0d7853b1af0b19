import type { z } from 'zod';
import type { EventType, Recorded, WithPersonalFields } from './event.ts';

/** A read model: keyed rows folded from events, with ordered indexes and full text. */
export interface ViewType<
  Row extends object = object,
  E extends EventType = EventType,
  Index extends string = string,
> {
  readonly name: string;
  readonly about: string;
  /** Raised when rows would come out differently: the next start builds the new version beside the old. */
  readonly version: number;
  /** Earlier versions whose rows answer today's queries until those of this one are built (VW16). */
  readonly canServe: readonly number[];
  readonly reads: readonly E[];
  readonly row: z.ZodType<Row>;
  readonly project: Projections<Row, E>;
  readonly indexes: Readonly<Record<Index, IndexSpec<Row>>>;
  search?(row: Row, key: string): string | null;
  readonly personal: PersonalRows<Row, Index> | 'none';
  sequence(event: Recorded<E>): string;
}

/** The rows that hold personal fields, and what is left of them when their person is erased (ER3). */
export interface PersonalRows<Row, Index extends string> {
  /** Where rows that hold fields of this person stand: at keys, or in groups of an index. */
  of(
    person: string,
  ): { readonly keys: readonly string[] } | { readonly index: Index; readonly groups: readonly string[] };
  /** The row as it would be had this person's fields been `Erased` from the beginning; `undefined` removes it. */
  erase(row: Row, person: string, key: string): Row | undefined;
}

export interface Projection<Row, Event> {
  /** The rows this event touches. `null` when none. */
  key(event: Event): string | readonly string[] | null;
  /**
   * The row after the event; `undefined` removes it. Pure: no clock, no chance, no I/O; the row it is given is not changed, but
   * copied. Events of one stream come in their order; those of streams in other partitions come in any: where they meet in one
   * row it must come out the same.
   */
  fold(row: Row | undefined, event: Event, key: string): Row | undefined;
}

/** One case per event type that the view reads: a forgotten one does not compile. */
export type Projections<Row, E extends EventType> = {
  readonly [Type in E['type']]: Projection<Row, Recorded<Extract<E, { type: Type }>>>;
};

/** An ordered index: rows of a group, in the order of `by`, then of their keys. */
export interface IndexSpec<Row> {
  /** The groups a row stands in: one, several (hashtags), or none (`null`). */
  in(row: Row, key: string): string | readonly string[] | null;
  /** Default: by key alone, which sorts by time where keys are ids. */
  by?(row: Row, key: string): string | number;
}

type ViewSpec<Row extends object, E extends EventType, Index extends string> = Declared<Row, E, Index> &
  Personal<Row, E, Index>;

/** To be said by every view that reads personal fields: where it keeps them, or that it keeps none. */
type Personal<Row, E extends EventType, Index extends string> = [WithPersonalFields<E>] extends [never]
  ? { readonly personal?: PersonalRows<NoInfer<Row>, NoInfer<Index>> | 'none' }
  : { readonly personal: PersonalRows<NoInfer<Row>, NoInfer<Index>> | 'none' };

interface Declared<Row extends object, E extends EventType, Index extends string> {
  readonly about: string;
  readonly version?: number;
  /** Earlier versions whose rows answer today's queries until those of this one are built. Default: none. */
  readonly canServe?: readonly number[];
  readonly reads: readonly E[];
  readonly row: z.ZodType<Row>;
  readonly project: Projections<NoInfer<Row>, E>;
  readonly indexes?: Readonly<Record<Index, IndexSpec<NoInfer<Row>>>>;
  /** The text a row is found by. */
  search?(row: NoInfer<Row>, key: string): string | null;
  /**
   * Events with equal keys are parked together when one of them fails. Default: the stream. Where events of several streams
   * meet in one row, those of the others go on without the one that is parked: name the row, or rebuild after a retry.
   */
  sequence?(event: Recorded<E>): string;
}

/**
 * Declares a view.
 *
 * @example
 * const doorPage = view('door-page', {
 *   about: 'A door as its page shows it.',
 *   reads: [DoorOpened, DoorClosed],
 *   row: z.strictObject({ id: z.string(), open: z.boolean(), opened: z.int() }),
 *   project: {
 *     DoorOpened: { key: (e) => e.id, fold: (row, e) => ({ id: e.id, open: true, opened: (row?.opened ?? 0) + 1 }) },
 *     DoorClosed: { key: (e) => e.id, fold: (row) => row && { ...row, open: false } },
 *   },
 *   indexes: { openDoors: { in: (row) => (row.open ? 'open' : null) } },
 * });
 */
export function view<Row extends object, E extends EventType, const Index extends string = never>(
  name: string,
  spec: ViewSpec<Row, E, Index>,
): ViewType<Row, E, Index> {
  const indexes = spec.indexes ?? ({} as Readonly<Record<Index, IndexSpec<Row>>>);
  return {
    version: 1,
    canServe: [],
    sequence: (event) => event.stream,
    personal: 'none',
    ...spec,
    name,
    indexes,
  };
}
