import { isRefusal, type Refusal } from '../refusal.ts';
import type { Host } from '../runtime/index.ts';
import { rebuildable } from './rebuild.ts';
import { targetText, viewOf, type Target, type TargetRefusal } from './target.ts';

/** What a rebuild would do, counted before it is begun. */
export interface RebuildPlan {
  readonly views: readonly PlannedView[];
  /** Events in the log now: what each view passes over. */
  readonly log: number;
}

export interface PlannedView {
  readonly target: string;
  readonly kind: 'view' | 'memory-view';
  /** Rows it has now; a memory view has none. */
  readonly rows: number;
  /** Events it folds: those of the log that are of its types. */
  readonly folds: number;
  /** False when there are more than were counted. */
  readonly exact: boolean;
  /** An earlier build that can be rolled back to until then is dropped when this begins. */
  readonly dropsBuild: number | null;
}

const countedMax = 2_000_000;
const pageEvents = 10_000;

/** Reads the log without writing anything. */
export async function rebuildPlan(
  host: Host,
  text: string,
): Promise<RebuildPlan | TargetRefusal | Refusal<'rebuild-under-way'>> {
  const targets = rebuildable(host, text);
  if (isRefusal(targets)) return targets;
  const heads = await host.engine.events.heads();
  const log = heads.reduce((sum, head) => sum + head, 0);
  const views: PlannedView[] = [];
  for (const target of targets) views.push(await planned(host, target, heads));
  return { views, log };
}

async function planned(host: Host, target: Target, heads: readonly number[]): Promise<PlannedView> {
  const named = { target: targetText(target), kind: target.kind as PlannedView['kind'] };
  // It forgets, and fills itself from rows: no event is read.
  if (target.kind !== 'view') return { ...named, rows: 0, folds: 0, exact: true, dropsBuild: null };
  const view = viewOf(host, target);
  const types = view.view.reads.map(({ type }) => type);
  const { count, exact } = await countOf(host, types, heads);
  const previous = view.builds().find((build) => build !== view.live());
  return { ...named, rows: await view.rows(), folds: count, exact, dropsBuild: previous?.number ?? null };
}

async function countOf(
  host: Host,
  types: readonly string[],
  heads: readonly number[],
): Promise<{ count: number; exact: boolean }> {
  let count = 0;
  for (const [partition, head] of heads.entries())
    for (let cursor = 0; cursor < head;) {
      const slice = await host.engine.events.readPartition(partition, cursor, pageEvents, types);
      count += slice.events.filter(({ position }) => position <= head).length;
      if (count >= countedMax) return { count, exact: false };
      if (slice.position <= cursor) break;
      cursor = slice.position;
      await new Promise(setImmediate); // Requests come between two pages.
    }
  return { count, exact: true };
}
