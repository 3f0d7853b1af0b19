import type { Clock } from '../clock.ts';
import type { ViewType } from '../view.ts';
import type { Consumer } from './consumer-spec.ts';
import type { RowSource } from './row-reader.ts';
import { consumerName, tableOf, type BuildDeps } from './view-build.ts';
import type { StandIn } from './view-registry.ts';
import { within } from './within.ts';

/** Rows of an earlier version, read while the new ones are built. No fold of today fits them, so they stand still. */
export interface StandInRows extends RowSource {
  readonly build: StandIn;
  /** How far its own version had read. */
  readonly cursors: readonly number[];
}

export async function standInRows(deps: BuildDeps, view: ViewType, build: StandIn): Promise<StandInRows> {
  const before = { ...view, version: build.version };
  const table = { id: tableOf(before, build.number).id, indexes: build.indexes, search: build.search };
  await deps.store.open(table);
  const { partitions } = deps.events;
  const positions = await deps.store.cursors(consumerName(before, build.number), partitions + 1);
  const revision = positions.reduce((sum, position) => sum + position, 0);
  return {
    build,
    table,
    namespace: `${deps.service}/${table.id}`,
    revision: () => revision,
    cursors: positions.slice(0, partitions),
  };
}

/** How far what stands in has come; all of it, once the rows it stands in for are filled. */
export function shownByStandIn(
  cursors: () => readonly number[] | undefined,
  filled: Promise<void>,
  clock: Clock,
): Pick<Consumer, 'has' | 'position' | 'reached'> {
  const has = (partition: number, position: number): boolean => (cursors()?.[partition] ?? -1) >= position;
  return {
    has,
    position: (partition) => cursors()?.[partition] ?? 0,
    reached: (partition, position, timeoutMs) =>
      has(partition, position) ? Promise.resolve(true) : within(filled, clock, timeoutMs),
  };
}
