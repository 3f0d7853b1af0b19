import type { Awaitable, Page, RangeQuery } from '../look.ts';
import {
  viewLimits,
  type Cache,
  type IndexedRow,
  type RangeRead,
  type ViewStore,
  type ViewTable,
} from '../ports/index.ts';
import { Fault } from '../fault.ts';
import type { NearRows, Reading } from './near-rows.ts';
import type { Place } from './near-window.ts';
import { cursorFrom, cursorText, searchOffset } from './row-cursor.ts';
import { worthAsking } from './worth-asking.ts';

/** Reads rows of one build: cache first, then the store, filling the cache at the revision that was read. */
export interface RowReader {
  get(key: string): Awaitable<object | undefined>;
  getMany(keys: readonly string[]): Awaitable<(object | undefined)[]>;
  range(index: string, query: RangeQuery): Awaitable<Page<object>>;
  search(query: { words: string; limit: number; after?: string | undefined }): Awaitable<Page<object>>;
}

export interface RowSource {
  readonly table: ViewTable;
  /** Another one whenever what was remembered may be wrong. What is read is put where it was read for. */
  readonly namespace: string;
  /** Grows with every commit of the build. For a shared cache: what this process knows to be written. */
  revision(): number;
  /** What this process has read already, where the store is shared. */
  readonly near?: NearRows | undefined;
}

type Placed = Pick<Place, 'by' | 'key'>;

/** `follow` looks whether another process has put another build in the place of what is read. */
export function rowReader(
  store: ViewStore,
  cache: Cache,
  source: () => RowSource,
  follow?: () => Promise<void>,
): RowReader {
  /** The shared cache, for what this process has not read: much of that is new, or not there at all. */
  const worth = worthAsking();

  function parsed(
    namespace: string,
    key: string,
    row: string | undefined,
    revision: number,
  ): object | undefined {
    const value = row === undefined ? null : (JSON.parse(row) as object);
    cache.put(namespace, key, value, revision);
    return value ?? undefined;
  }

  /** A build may have been dropped while it was read: then the one that took its place is read. */
  function elsewhere<T>(from: RowSource, again: () => Awaitable<T>): (error: unknown) => Awaitable<T> {
    const unlessTheSame = (error: unknown): Awaitable<T> => {
      if (source() === from) throw error;
      return again();
    };
    if (!follow) return unlessTheSame;
    return async (error) => {
      await follow();
      return unlessTheSame(error);
    };
  }

  function readMany(
    from: RowSource,
    keys: readonly string[],
    found: (object | undefined)[],
    missing: number[],
    isTold = true,
  ): Awaitable<(object | undefined)[]> {
    const { namespace } = from;
    const revision = from.revision();
    const fill = (rows: readonly (string | undefined)[]): (object | undefined)[] => {
      for (const [i, at] of missing.entries()) {
        const row = rows[i];
        // Who has asked once knows that there is none; telling the others costs more than they would ask.
        if (isTold && (row !== undefined || !from.near))
          found[at] = parsed(namespace, keys[at] as string, row, revision);
        else if (row !== undefined) found[at] = JSON.parse(row) as object;
      }
      return found;
    };
    const rows = store.read(
      from.table,
      missing.map((at) => keys[at] as string),
    );
    return rows instanceof Promise ? rows.then(fill).catch(elsewhere(from, () => getMany(keys))) : fill(rows);
  }

  /** VW39: what this process knows of already, and of the others what is read, at least as new. */
  function getMany(keys: readonly string[]): Awaitable<(object | undefined)[]> {
    const from = source();
    const near = nearOf(from);
    if (!near) return getFar(keys);
    const found: (object | undefined)[] = [];
    const missing: number[] = [];
    for (let i = 0; i < keys.length; i++) {
      const row = near.row(keys[i] as string);
      if (row === undefined) missing.push(i);
      found.push(row ?? undefined);
    }
    return missing.length === 0 ? found : getBehind(from, near.reading(), keys, found, missing);
  }

  async function getBehind(
    from: RowSource,
    reading: Reading,
    keys: readonly string[],
    found: (object | undefined)[],
    missing: readonly number[],
  ): Promise<(object | undefined)[]> {
    try {
      const wanted = missing.map((at) => keys[at] as string);
      const rows = await getFar(wanted);
      // Elsewhere, if this build was dropped meanwhile.
      if (source() === from) reading.rows(wanted, rows);
      for (const [i, at] of missing.entries()) found[at] = rows[i];
      return found;
    } finally {
      reading.end();
    }
  }

  const getFar = (keys: readonly string[]): Awaitable<(object | undefined)[]> =>
    cache.getMany ? getManyShared(keys) : getManyCached(keys);

  function getManyCached(keys: readonly string[]): Awaitable<(object | undefined)[]> {
    const from = source();
    const found: (object | undefined)[] = [];
    const missing: number[] = [];
    for (let i = 0; i < keys.length; i++) {
      const cached = cache.get(from.namespace, keys[i] as string);
      if (cached instanceof Promise) return getManyShared(keys);
      if (cached === undefined) missing.push(i);
      found.push((cached?.value as object | null | undefined) ?? undefined);
    }
    return missing.length === 0 ? found : readMany(from, keys, found, missing);
  }

  /** For a cache that processes share: what this one knows to have happened must show in it. */
  async function getManyShared(asked: readonly string[]): Promise<(object | undefined)[]> {
    const places = new Map(asked.map((key) => [key, 0]));
    const keys = places.size < asked.length ? [...places.keys()] : asked;
    const rows = await getManyOnce(keys);
    if (keys === asked) return rows;
    for (const [place, key] of keys.entries()) places.set(key, place);
    return asked.map((key) => rows[places.get(key) ?? 0]);
  }

  /** Each key once. */
  async function getManyOnce(keys: readonly string[]): Promise<(object | undefined)[]> {
    const from = source();
    // VW39: who may have stood still does not know how new to ask for, and reads what is stored.
    const isAsked = !from.near || (from.near.isFresh() && worth.isNow());
    const answered = isAsked ? await cache.getMany?.(from.namespace, keys, from.revision()) : undefined;
    const cached = answered ?? keys.map(() => undefined);
    if (isAsked) worth.note(keys.length, cached.filter((one) => one !== undefined).length);
    const missing = cached.flatMap((one, i) => (one === undefined ? [i] : []));
    const found = cached.map((one) => (one?.value as object | null | undefined) ?? undefined);
    return missing.length === 0 ? found : readMany(from, keys, found, missing, isAsked);
  }

  const reader: RowReader = {
    getMany,
    get(key) {
      const from = source();
      const known = from.near ? nearOf(from)?.row(key) : cachedRow(from, key);
      if (known !== undefined) return known ?? undefined;
      const many = getMany([key]);
      return many instanceof Promise ? many.then(([row]) => row) : many[0];
    },
    range(index, query) {
      const from = source();
      if (!from.table.indexes.includes(index))
        throw new Fault('internal', `No index ${index}`, { retryable: false });
      const direction = query.direction ?? 'descending';
      const limit = boundedLimit(query.limit);
      const after = query.after === undefined ? undefined : cursorFrom(query.after);
      const { namespace } = from;
      const revision = from.revision();
      const read: RangeRead = {
        index,
        group: query.group,
        direction,
        limit: limit + 1,
        ...(after && { after }),
        ...(query.keysOnly && { keysOnly: true }),
      };
      const page = (found: readonly Placed[], rowOf: (at: number) => object): Page<object> => {
        const shown = found.length > limit ? found.slice(0, limit) : found;
        const last = shown.at(-1);
        return {
          rows: query.keysOnly ? [] : shown.map((_, at) => rowOf(at)),
          keys: shown.map(({ key }) => key),
          next: found.length > limit && last ? cursorText(last.by, last.key) : undefined,
        };
      };
      const near = nearOf(from);
      const known = near?.range(read);
      if (known) return page(known, (at) => (known[at] as Place).row);
      // The first pages are what is asked for again and again.
      const reading = after || query.keysOnly ? undefined : near?.reading();
      const rows = store.range(from.table, read);
      const pageOf = (found: Awaited<typeof rows>): Page<object> => {
        if (!reading)
          return page(found, (at) => {
            const { key, row } = found[at] as IndexedRow;
            return cachedOr(namespace, key, row, revision);
          });
        const places = found.map(({ by, key, row }) => ({ by, key, row: JSON.parse(row) as object }));
        reading.range(read, places);
        return page(places, (at) => (places[at] as Place).row);
      };
      if (rows instanceof Promise)
        return rows
          .then(pageOf)
          .finally(() => reading?.end())
          .catch(elsewhere(from, () => reader.range(index, query)));
      const answer = pageOf(rows);
      reading?.end();
      return answer;
    },
    search(query) {
      const { words, limit, after } = query;
      const from = source();
      const offset = searchOffset(after);
      const size = boundedLimit(limit);
      const goesOn = offset + size <= viewLimits.searchOffsetMax;
      const { namespace } = from;
      const revision = from.revision();
      const rows = store.search(from.table, words, size + 1, offset);
      const page = (found: Awaited<typeof rows>): Page<object> => ({
        rows: found.slice(0, size).map(({ key, row }) => cachedOr(namespace, key, row, revision)),
        keys: found.slice(0, size).map(({ key }) => key),
        next: found.length > size && goesOn ? String(offset + size) : undefined,
      });
      if (!(rows instanceof Promise)) return page(rows);
      return rows.then(page).catch(elsewhere(from, () => reader.search(query)));
    },
  };
  return reader;

  function nearOf({ near }: RowSource): NearRows | undefined {
    return near?.isFresh() ? near : undefined;
  }

  function cachedRow({ namespace }: RowSource, key: string): object | null | undefined {
    const cached = cache.get(namespace, key);
    return cached instanceof Promise ? undefined : (cached?.value as object | null | undefined);
  }

  /** One object per row where possible: what hangs on it (a rendered fragment) is found again. */
  function cachedOr(namespace: string, key: string, row: string, revision: number): object {
    const cached = store.exclusive ? cache.get(namespace, key) : undefined;
    if (cached && !(cached instanceof Promise) && cached.value) return cached.value;
    // Read anyway: a shared cache would be told a page of rows for each page that is read.
    if (cache.getMany) return JSON.parse(row) as object;
    return parsed(namespace, key, row, revision) as object;
  }
}

const boundedLimit = (limit: number): number => Math.max(1, Math.min(1000, Math.trunc(limit)));
