import { isRefusal } from '../refusal.ts';
import type { Host } from '../runtime/index.ts';
import { seenEvent, type SeenEvent } from './seen-event.ts';
import { targetOf, targetText, type Target, type TargetRefusal } from './target.ts';

export interface Backlog {
  readonly target: string;
  /** The next events it will read, those of each partition in order. */
  readonly events: readonly SeenEvent[];
  /** Events of the log it has not looked at, of whatever type. */
  readonly lagEvents: number;
}

/** What a view or policy has not consumed yet, of the types it reads. */
export async function backlog(
  host: Host,
  text: string,
  limit = 50,
  reveal = false,
): Promise<Backlog | TargetRefusal> {
  const target = targetOf(host, text, ['view', 'memory-view', 'policy']);
  if (isRefusal(target)) return target;
  const { cursors, types } = readerOf(host, target);
  const store = host.engine.events;
  const events: SeenEvent[] = [];
  let lagEvents = 0;
  for (const [partition, head] of (await store.heads()).entries()) {
    const cursor = cursors[partition] ?? 0;
    lagEvents += Math.max(0, head - cursor);
    if (cursor >= head || events.length >= limit) continue;
    const slice = await store.readPartition(partition, cursor, limit - events.length, types);
    for (const stored of slice.events) events.push(await seenEvent(host, stored, reveal));
  }
  return { target: targetText(target), events, lagEvents };
}

function readerOf(
  host: Host,
  { service, name, kind }: Target,
): { cursors: readonly number[]; types: readonly string[] } {
  const runtime = host.runtimes.get(service);
  const view = runtime?.views.get(name);
  if (kind === 'view' && view)
    return { cursors: view.live().consumer.cursors(), types: view.view.reads.map(({ type }) => type) };
  const memory = runtime?.memoryViews.get(name);
  const policy = runtime?.policies.get(name);
  const reads = kind === 'policy' ? policy?.policy.reads : memory?.view.reads;
  const consumer = kind === 'policy' ? policy?.consumer : memory?.consumer;
  return { cursors: consumer?.cursors() ?? [], types: (reads ?? []).map(({ type }) => type) };
}
