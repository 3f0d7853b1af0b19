import type { RangeRead } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import { entriesOf } from './entries-of.ts';
import type { NearBound } from './near-bound.ts';
import { nearWindow, type NearWindow, type Place } from './near-window.ts';

/** What changed: the row as it is now, `null` where there is none, `undefined` where that is not known. */
export type Changed = ReadonlyMap<string, object | null | undefined>;

/**
 * What this process has read of one build's rows, where the store is shared (VW39). It is told of every change that the
 * process comes to know of, before it says that it knows: so what is found here is at least as new as that.
 */
export interface NearRows {
  /** `null`: there is no such row; `undefined`: it is not known here. */
  row(key: string): object | null | undefined;
  /** What a range would answer. */
  range(read: RangeRead): readonly Place[] | undefined;
  /** To be begun before rows are read elsewhere. */
  reading(): Reading;
  /** Nothing is known, and nothing is being read. */
  isEmpty(): boolean;
  /** Of the rows that others have changed, those that have to be known to go on. */
  needs(keys: ReadonlySet<string>): string[];
  changed(rows: Changed): void;
  /** Whatever was read may be old, also what is being read. */
  forget(): void;
  /** The store was asked, and nothing is there that is not known here, as of a time by the steady clock. */
  confirmed(atMs: number): void;
  /** What was not confirmed for a while is not used: this process may have stood still. */
  isFresh(): boolean;
  wasConfirmedWithin(ms: number): boolean;
  close(): void;
}

/** What was read elsewhere is taken in as far as it was not changed since. */
export interface Reading {
  rows(keys: readonly string[], rows: readonly (object | undefined)[]): void;
  range(read: RangeRead, places: readonly Place[]): void;
  end(): void;
}

/** Twice what passes between two looks (consumer.ts). */
const freshMs = 2000;
/** That there is no such row takes a key to remember, and no object. */
const absenceWeight = 0.25;
/** An empty group takes room, too, and there is no end of groups that are empty. */
const weightOf = ({ places }: NearWindow): number => 1 + places.length;
const loggedMax = 10_000;

export function nearRows(
  view: ViewType,
  bound: NearBound,
  clock: { steady(): number },
  isWithheld: () => boolean,
): NearRows {
  let young = new Map<string, object | null>();
  let old = new Map<string, object | null>();
  let youngWindows = new Map<string, NearWindow>();
  let oldWindows = new Map<string, NearWindow>();
  /** Which windows hold a row. */
  const holders = new Map<string, Set<NearWindow>>();
  /** What has changed since the oldest reading under way began, which is number `logFrom`. */
  let log: (readonly [key: string, row: object | null | undefined])[] = [];
  let logFrom = 0;
  let open = 0;
  let confirmedMs = -Infinity;
  /** Rows are read here: then what changes is likely to be read next. */
  let isUsed = false;
  let wasUsed = false;

  const leave = bound.join(() => {
    isUsed = wasUsed;
    wasUsed = false;
    old = young;
    young = new Map();
    for (const window of oldWindows.values()) release(window);
    oldWindows = youngWindows;
    youngWindows = new Map();
  });

  function keep(key: string, row: object | null): void {
    young.set(key, row);
    bound.took(row === null ? absenceWeight : 1);
  }

  function rowOf(key: string): object | null | undefined {
    const row = young.get(key);
    if (row !== undefined) return row;
    const older = old.get(key);
    if (older !== undefined) keep(key, older);
    return older;
  }

  function release(window: NearWindow): void {
    for (const { key } of window.places) unhold(key, window);
  }

  function unhold(key: string, window: NearWindow): void {
    const all = holders.get(key);
    if (all?.delete(window) && all.size === 0) holders.delete(key);
  }

  function hold(key: string, window: NearWindow): void {
    const all = holders.get(key);
    if (all) all.add(window);
    else holders.set(key, new Set([window]));
  }

  function windowAt(name: string): NearWindow | undefined {
    const window = youngWindows.get(name);
    if (window) return window;
    const older = oldWindows.get(name);
    if (!older) return undefined;
    oldWindows.delete(name);
    youngWindows.set(name, older);
    bound.took(weightOf(older));
    return older;
  }

  function dropWindows(): void {
    youngWindows.clear();
    oldWindows.clear();
    holders.clear();
  }

  function changedOne(key: string, row: object | null | undefined): void {
    if (open > 0) log.push([key, row]);
    const known = young.has(key) || old.has(key);
    if (row === undefined) {
      young.delete(key);
      old.delete(key);
    } else if (known || isUsed) keep(key, row);
    if (youngWindows.size + oldWindows.size === 0) return;
    // Which groups it has come to is not known.
    if (row === undefined) return dropWindows();
    for (const window of holders.get(key) ?? []) window.leave(key);
    holders.delete(key);
    if (row === null) return;
    for (const { index, group, by } of entriesOf(view, key, row))
      for (const direction of directions) {
        const name = nameOf({ index, group, direction });
        const window = youngWindows.get(name) ?? oldWindows.get(name);
        if (!window?.enter({ by, key, row })) continue;
        hold(key, window);
        bound.took(1);
      }
  }

  /** False when something of it is not known any more. */
  function eachSince(begun: number, use: (key: string, row: object | null | undefined) => boolean): boolean {
    if (begun < logFrom) return false;
    for (let at = begun - logFrom; at < log.length; at++) {
      const [key, row] = log[at] as (typeof log)[number];
      if (!use(key, row)) return false;
    }
    return true;
  }

  function outdate(): void {
    logFrom += log.length + 1;
    log = [];
  }

  function takeWindow(read: RangeRead, places: readonly Place[], begun: number): void {
    const name = nameOf(read);
    const ended = places.length < read.limit;
    const { direction } = read;
    const window: NearWindow = nearWindow(places, {
      ended,
      direction,
      onLeft: (key) => unhold(key, window),
    });
    const isWhole = eachSince(begun, (key, row) => {
      if (row === undefined) return false;
      window.leave(key);
      const entries = row === null ? [] : entriesOf(view, key, row);
      for (const { index, group, by } of entries)
        if (row && index === read.index && group === read.group) window.enter({ by, key, row });
      return true;
    });
    if (!isWhole) return;
    const before = windowAt(name);
    if (before) release(before);
    youngWindows.set(name, window);
    for (const { key } of window.places) hold(key, window);
    bound.took(weightOf(window));
  }

  const wasConfirmedWithin = (ms: number): boolean => clock.steady() - confirmedMs <= ms;

  return {
    row: rowOf,
    range: (read) => windowAt(nameOf(read))?.beyond(read.after, read.limit),
    reading() {
      isUsed = wasUsed = true;
      const begun = logFrom + log.length;
      open++;
      return {
        rows(keys, rows) {
          const since = new Set<string>();
          if (!eachSince(begun, (key) => since.add(key).size > 0)) return;
          for (const [i, key] of keys.entries()) if (!since.has(key)) keep(key, rows[i] ?? null);
        },
        range: (read, places) => takeWindow(read, places, begun),
        end() {
          if (--open === 0) outdate();
        },
      };
    },
    isEmpty: () => open + young.size + old.size + youngWindows.size + oldWindows.size === 0,
    needs(keys) {
      if (isUsed || open + youngWindows.size + oldWindows.size > 0) return [...keys];
      return [...keys].filter((key) => young.has(key) || old.has(key));
    },
    changed(rows) {
      for (const [key, row] of rows) changedOne(key, row);
      if (log.length > loggedMax) outdate();
    },
    forget() {
      young.clear();
      old.clear();
      dropWindows();
      outdate();
    },
    confirmed: (atMs) => void (confirmedMs = Math.max(confirmedMs, atMs)),
    isFresh: () => wasConfirmedWithin(freshMs) && !isWithheld(),
    wasConfirmedWithin,
    close() {
      leave();
      young.clear();
      old.clear();
      dropWindows();
    },
  };
}

const directions = ['ascending', 'descending'] as const;

const nameOf = ({ index, group, direction }: Pick<RangeRead, 'index' | 'group' | 'direction'>): string =>
  `${direction === 'ascending' ? '+' : '-'}${index} ${group}`;
