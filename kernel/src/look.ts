import type { ViewType } from './view.ts';
import type { EventType, Recorded } from './event.ts';
import type { StreamType } from './stream.ts';

/** A value now, or soon: a cached row costs no turn of the event loop. */
export type Awaitable<T> = T | Promise<T>;

/** One page of rows by an ordered index. `next` is the cursor for the page after it. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly keys: readonly string[];
  readonly next: string | undefined;
}

export interface RangeQuery {
  /** The group within the index. */
  readonly group: string;
  /** `descending` (newest first) unless told otherwise. */
  readonly direction?: 'ascending' | 'descending';
  /** A `next` of an earlier page; rows strictly beyond it follow. */
  readonly after?: string | undefined;
  /** 1 to 1,000 rows. */
  readonly limit: number;
  /** Only `keys` are wanted; `rows` stays empty. */
  readonly keysOnly?: boolean;
}

/** What a command's `facts` and a query may read: this service's own views and streams, nothing else. */
export interface Look {
  get<Row extends object>(view: ViewType<Row>, key: string): Awaitable<Row | undefined>;
  /** In the order of the keys; `undefined` where there is no row. */
  getMany<Row extends object>(
    view: ViewType<Row>,
    keys: readonly string[],
  ): Awaitable<readonly (Row | undefined)[]>;
  range<Row extends object, Index extends string>(
    view: ViewType<Row, EventType, Index>,
    index: NoInfer<Index>,
    query: RangeQuery,
  ): Awaitable<Page<Row>>;
  search<Row extends object>(
    view: ViewType<Row>,
    query: { readonly words: string; readonly limit: number; readonly after?: string | undefined },
  ): Awaitable<Page<Row>>;
  /** The state of one stream of this service, folded to its last event. */
  state<State>(stream: StreamType<string, State>, id: string): Awaitable<{ state: State; version: number }>;
  /** The events of one stream of this service, oldest first, bounded by `limit` (1 to 1,000). */
  history(
    stream: StreamType,
    id: string,
    page: { readonly after?: number; readonly limit: number },
  ): Awaitable<readonly Recorded[]>;
  /** The running instance of a memory view. */
  memory<Instance>(view: { readonly name: string; start(look: never): Instance }): Instance;
}
