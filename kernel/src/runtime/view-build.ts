import type { Clock } from '../clock.ts';
import type { Recorded } from '../event.ts';
import type { Cache, EventStore, ParkedEvent, ViewStore, ViewTable } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import type { Codec } from './codec.ts';
import { consumer, type Consumer } from './consumer.ts';
import type { InTurn } from './in-turn.ts';
import { longStretch } from './long-stretch.ts';
import { foldBatch, type Folded } from './projector.ts';
import type { RowSource } from './row-reader.ts';
import { sequences, type Mark, type Sequences } from './sequences.ts';
import type { StretchLimits } from './stretch-limits.ts';

/** One build of a view: its table, its cursor, its place in the cache, and the consumer that keeps it up to date. */
export interface ViewBuild extends RowSource {
  readonly number: number;
  readonly consumer: Consumer;
  readonly sequences: Sequences;
  /** Events applied since the process started. */
  applied(): number;
  stop(): Promise<void>;
}

export interface BuildDeps {
  readonly service: string;
  readonly events: EventStore;
  readonly codec: Codec;
  readonly store: ViewStore;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly stretches: StretchLimits;
  readonly inTurn: InTurn;
}

export interface Notices {
  /** A consumer has moved. */
  advanced(): void;
  parked(parked: ParkedEvent): void;
  failing(consumer: string, error: unknown): void;
}

export const tableOf = (view: ViewType, number: number): ViewTable => ({
  id: `${view.name.replaceAll('-', '_')}_v${view.version}_${number}`,
  indexes: Object.keys(view.indexes),
  search: view.search !== undefined,
});

export const consumerName = (view: ViewType, number: number): string =>
  `${view.name}@${view.version}.${number}`;

const cursorStride = 20_000;

export async function viewBuild(deps: BuildDeps, view: ViewType, number: number): Promise<ViewBuild> {
  const { store, cache, events } = deps;
  const table = tableOf(view, number);
  const name = consumerName(view, number);
  const namespace = `${deps.service}/${table.id}`;
  await store.open(table);
  const cursors = await store.cursors(name, events.partitions);
  // The sum of the cursors grows with every commit of the build, also over restarts and processes.
  const positions = [...cursors];
  const written = [...cursors];
  let revision = positions.reduce((sum, position) => sum + position, 0);
  let applied = 0;
  let doubted: { readonly mark: Mark; readonly finish: () => void } | undefined;
  const source: RowSource = { table, namespace, revision: () => revision };

  const inSequence = await sequences({
    consumer: name,
    store,
    clock: deps.clock,
    decode: (stored) => deps.codec.decode(stored),
    sequence: (event) => view.sequence(event),
    onParked: deps.notices.parked,
    async apply(batch: readonly Recorded[], mark) {
      await settleDoubt();
      await commit(await foldBatch(view, store, cache, source, batch), mark, batch.length, true);
    },
  });
  const stretch = longStretch({
    view,
    events,
    codec: deps.codec,
    store,
    source,
    clock: deps.clock,
    limits: deps.stretches,
    inTurn: deps.inTurn,
    isParking: () => inSequence.isParking(),
    async commit(folded, mark, count) {
      await settleDoubt();
      await commit(folded, mark, count, false);
    },
  });

  /** `keep`: rows go into the cache. What is not in there already is not wanted by anyone while a build catches up. */
  async function commit({ changes, rows }: Folded, mark: Mark, count: number, keep: boolean): Promise<void> {
    const finish = (): void => {
      if (mark.cursor) {
        const { partition, position } = mark.cursor;
        revision += Math.max(0, position - (positions[partition] ?? 0));
        positions[partition] = Math.max(position, positions[partition] ?? 0);
      }
      for (const [key, { after }] of rows)
        if (keep || !store.exclusive || cache.get(namespace, key))
          cache.put(namespace, key, after ?? null, revision);
      applied += count;
    };
    if (changes.length === 0 && !isDue(mark)) return finish();
    if (keep) stretch.writing(rows.keys());
    doubted = { mark, finish };
    await store.commit({
      consumer: name,
      changes: changes.length > 0 ? [{ table, rows: changes }] : [],
      ...mark,
    });
    doubted = undefined;
    if (mark.cursor) written[mark.cursor.partition] = mark.cursor.position;
    finish();
  }

  /** A cursor alone is written seldom: events that changed no row change none when they are read again. */
  function isDue({ cursor, park, unpark }: Mark): boolean {
    return (
      !cursor || !!park || !!unpark || cursor.position - (written[cursor.partition] ?? 0) >= cursorStride
    );
  }

  /** A commit that failed may have been written all the same: then what follows from it is done now. */
  async function settleDoubt(): Promise<void> {
    if (!doubted) return;
    const { mark, finish } = doubted;
    if (await stands(store, name, mark, events.partitions)) finish();
    doubted = undefined;
  }

  const own = consumer(events, deps.clock, {
    name,
    types: view.reads.map(({ type }) => type),
    cursors,
    handle: (partition, stored, upTo) => inSequence.handle(partition, stored, upTo),
    stretch: (partition, after, signal) => stretch.consume(partition, after, signal),
    async standing() {
      await settleDoubt();
      return store.cursors(name, events.partitions);
    },
    onAdvanced: deps.notices.advanced,
    onError: (error) => deps.notices.failing(name, error),
  });
  return {
    ...source,
    number,
    consumer: own,
    sequences: inSequence,
    applied: () => applied,
    stop: () => own.stop(),
  };
}

/** True when the store holds what a commit with this mark was to write. */
async function stands(store: ViewStore, name: string, mark: Mark, partitions: number): Promise<boolean> {
  const { cursor, unpark = [] } = mark;
  if (cursor) return ((await store.cursors(name, partitions))[cursor.partition] ?? 0) >= cursor.position;
  const parked = await store.parked(name);
  return !unpark.some((one) =>
    parked.some(({ partition, position }) => partition === one.partition && position === one.position),
  );
}
