import type { Clock } from '../clock.ts';
import type { Recorded } from '../event.ts';
import type { Cache, EventStore, ParkedEvent, ViewStore, ViewTable } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import type { Codec } from './codec.ts';
import { consumer, type Consumer } from './consumer.ts';
import { foldBatch } from './projector.ts';
import type { RowSource } from './row-reader.ts';
import { sequences, type Sequences } from './sequences.ts';

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

export async function viewBuild(
  deps: BuildDeps,
  view: ViewType,
  number: number,
  options: { batchMax?: number } = {},
): Promise<ViewBuild> {
  const { store, cache, events } = deps;
  const table = tableOf(view, number);
  const name = consumerName(view, number);
  const namespace = `${deps.service}/${table.id}`;
  await store.open(table);
  const cursors = await store.cursors(name, events.partitions);
  // The sum of the cursors grows with every commit of the build, also over restarts and processes.
  const positions = [...cursors];
  let revision = positions.reduce((sum, position) => sum + position, 0);
  let applied = 0;
  const source: RowSource = { table, namespace, revision: () => revision };

  const inSequence = await sequences({
    consumer: name,
    store,
    clock: deps.clock,
    decode: (stored) => deps.codec.decode(stored),
    sequence: (event) => view.sequence(event),
    onParked: deps.notices.parked,
    async apply(batch: readonly Recorded[], mark) {
      const folded = await foldBatch(view, store, cache, source, batch);
      await store.commit({
        consumer: name,
        changes: folded.changes.length > 0 ? [{ table, rows: folded.changes }] : [],
        ...mark,
      });
      if (mark.cursor) {
        const { partition, position } = mark.cursor;
        revision += Math.max(0, position - (positions[partition] ?? 0));
        positions[partition] = Math.max(position, positions[partition] ?? 0);
      }
      for (const [key, row] of folded.rows) cache.put(namespace, key, row ?? null, revision);
      applied += batch.length;
    },
  });

  const own = consumer(events, deps.clock, {
    name,
    types: view.reads.map(({ type }) => type),
    cursors,
    ...(options.batchMax && { batchMax: options.batchMax }),
    handle: (partition, stored, upTo) => inSequence.handle(partition, stored, upTo),
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
