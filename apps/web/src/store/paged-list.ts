import { batch, signal, type Signal } from '@preact/signals';
import { call } from '../api/call.ts';
import { Unreachable } from '../api/failure.ts';
import type { PagePath } from '../api/paths.ts';
import { beginRead } from './posts.ts';

export interface PagedList<Row> {
  readonly rows: Signal<readonly Row[]>;
  /** Rows that came after the reader did: shown when asked for, so that the place is kept. */
  readonly fresh: Signal<readonly Row[]>;
  readonly state: Signal<'new' | 'loading' | 'ready' | 'failed'>;
  readonly fault: Signal<unknown>;
  readonly hasMore: Signal<boolean>;
  /** When what is shown was read, if it is not from now. */
  readonly savedAt: Signal<string | undefined>;
  /** Whether there is a first page, read or saved: what is placed on top before would pass for all there is. */
  isRead(): boolean;
  /** Reads the first page; when there are rows already, what is new goes to `fresh`. */
  load(): Promise<void>;
  more(): Promise<void>;
  /** Puts the fresh rows on top. */
  showFresh(): void;
}

interface Options<Item, Row> {
  readonly path: PagePath;
  /** Stores a page's items and gives the rows that stand for them. */
  readonly take: (items: readonly Item[], readAt: number) => readonly Row[];
  readonly same: (a: Row, b: Row) => boolean;
  /** How rows stand, where what comes later may belong further down. */
  readonly order?: (a: Row, b: Row) => number;
  readonly pageSize?: number;
  /** Rows of one's own that a page may not have yet; they stand above what is older. */
  readonly own?: () => readonly Row[];
  /** Where the first page is kept, to be read without a connection. */
  readonly saved?: {
    read(): Promise<SavedPage<Item> | undefined>;
    write(page: SavedPage<Item>): void;
  };
}

export interface SavedPage<Item> {
  readonly items: readonly Item[];
  readonly at: string;
}

const rowsMax = 1000;
const emptyPagesMax = 20;

interface Page<Row> {
  readonly page: readonly Row[];
  readonly next: string | undefined;
}

/** A list that is read a page at a time, newest first. */
export function pagedList<Item, Row>({
  path,
  take,
  same,
  order,
  own = () => [],
  saved,
  pageSize = 30,
}: Options<Item, Row>): PagedList<Row> {
  const rows = signal<readonly Row[]>([]);
  const fresh = signal<readonly Row[]>([]);
  const state = signal<'new' | 'loading' | 'ready' | 'failed'>('new');
  const fault = signal<unknown>(undefined);
  const hasMore = signal(false);
  const savedAt = signal<string | undefined>(undefined);
  let next: string | undefined;
  /** What is fresh does not reach down to what is shown: showing it starts the list anew. */
  let apart: { next: string | undefined } | undefined;
  let running: { readonly work: () => Promise<void>; readonly done: Promise<void> } | undefined;
  let hasPage = false;

  const isIn = (list: readonly Row[], row: Row): boolean => list.some((other) => same(other, row));

  function begin(page: readonly Row[]): void {
    const [newest] = page;
    const above = own().filter(
      (row) => !isIn(page, row) && (newest === undefined || (order?.(row, newest) ?? -1) < 0),
    );
    rows.value = [...above, ...page];
    hasPage = true;
  }

  async function read(before: string | undefined): Promise<Page<Row>> {
    const readAt = beginRead();
    const ask = (from?: string) =>
      call<{ items: readonly Item[]; next?: string }>('GET', path(pageSize, from));
    let answer = await ask(before);
    if (before === undefined) saved?.write({ items: answer.items, at: new Date().toISOString() });
    // What the reader may not see leaves its page, also where nothing else was in it.
    for (let passed = 0; answer.items.length === 0 && answer.next && passed < emptyPagesMax; passed++)
      answer = await ask(answer.next);
    return { page: take(answer.items, readAt), next: answer.next };
  }

  /** Shows what was there last time, when the server cannot be reached. */
  async function fromSaved(): Promise<boolean> {
    const page = rows.value.length === 0 ? await saved?.read() : undefined;
    if (!page || page.items.length === 0) return false;
    batch(() => {
      begin(take(page.items, beginRead()));
      savedAt.value = page.at;
    });
    return true;
  }

  /** Whether a page that reaches down to this row, or to the end of all, would hold it. */
  function isGone(row: Row, { page, next: below }: Page<Row>): boolean {
    const last = page.at(-1);
    const isWithin = below === undefined || (last !== undefined && (order?.(row, last) ?? 1) < 0);
    return order !== undefined && isWithin && !isIn(page, row) && !isIn(own(), row);
  }

  async function first(): Promise<void> {
    const [shown, waiting] = [rows.value, fresh.value];
    const found = await read(undefined);
    batch(() => {
      // Announced since the page was asked for: it may not know of them.
      const announced = fresh.value.filter((row) => !isIn(waiting, row) && !isIn(found.page, row));
      if (rows.value.length === 0 || savedAt.value !== undefined) {
        savedAt.value = undefined;
        begin(found.page);
        fresh.value = announced.filter((row) => !isIn(rows.value, row));
        next = found.next;
        hasMore.value = next !== undefined;
        return;
      }
      if (shown.some((row) => isGone(row, found)))
        rows.value = rows.value.filter((row) => !(isIn(shown, row) && isGone(row, found)));
      fresh.value = [...announced, ...found.page].filter((row) => !isIn(rows.value, row));
      const meets = found.page.length === 0 || found.page.some((row) => isIn(rows.value, row));
      apart = meets ? undefined : { next: found.next };
    });
  }

  async function older(): Promise<void> {
    if (next === undefined) return;
    const found = await read(next);
    batch(() => {
      rows.value = [...rows.value, ...found.page.filter((row) => !isIn(rows.value, row))];
      next = found.next;
      hasMore.value = next !== undefined && rows.value.length < rowsMax;
    });
  }

  /** One read at a time: a second wish for the same joins the first, one for another waits. */
  function run(work: () => Promise<void>): Promise<void> {
    if (running?.work === work) return running.done;
    if (running) return running.done.then(() => run(work));
    state.value = 'loading';
    const done = work()
      .then(
        () => void (state.value = 'ready'),
        async (error: unknown) => {
          const isShown = error instanceof Unreachable && (await fromSaved());
          batch(() => {
            fault.value = error;
            state.value = isShown ? 'ready' : 'failed';
          });
        },
      )
      .finally(() => (running = undefined));
    running = { work, done };
    return done;
  }

  return {
    rows,
    fresh,
    state,
    fault,
    hasMore,
    savedAt,
    isRead: () => hasPage,
    load: () => run(first),
    more: () => (next === undefined ? Promise.resolve() : run(older)),
    showFresh() {
      batch(() => {
        const above = fresh.value.filter((row) => !isIn(rows.value, row));
        const all = apart ? fresh.value : [...above, ...rows.value];
        rows.value = (order ? all.toSorted(order) : all).slice(0, rowsMax);
        if (apart) {
          next = apart.next;
          hasMore.value = next !== undefined;
        }
        apart = undefined;
        fresh.value = [];
      });
    },
  };
}
