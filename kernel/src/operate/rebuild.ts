import { Fault } from '../fault.ts';
import type { MemoryFollower } from '../memory-view.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { Host, RebuildProgress } from '../runtime/index.ts';
import { targetOf, targetsOf, targetText, viewOf, type Target, type TargetRefusal } from './target.ts';

export interface Rebuilding extends RebuildProgress {
  /** `service/view`. */
  readonly target: string;
  /** Which one of how many, from 1. */
  readonly number: number;
  readonly of: number;
}

export interface Rebuilt {
  readonly rebuilt: readonly Rebuilding[];
}

type RebuildRefusal = TargetRefusal | Refusal<'rebuild-under-way'>;

/** The views a rebuild of `text` would take, or why it cannot begin. */
export function rebuildable(host: Host, text: string): readonly Target[] | RebuildRefusal {
  const targets = targetsOf(host, text, ['view', 'memory-view']);
  if (isRefusal(targets)) return targets;
  const busy = targets.find((target) => target.kind === 'view' && viewOf(host, target).rebuilding());
  return busy ? refuse('rebuild-under-way', { target: targetText(busy) }) : targets;
}

/**
 * Rebuilds a view (`posts/post-page`, or `post-page`), a service's views (`posts`), or `all`, one after the other,
 * beside the live ones and under live writes (VW8). Policies are never run again: their effects have happened.
 * Given up when `signal` aborts: what is live by then stays.
 */
export async function rebuild(
  host: Host,
  text: string,
  onProgress: (progress: Rebuilding) => void = () => {},
  signal?: AbortSignal,
): Promise<Rebuilt | RebuildRefusal> {
  const targets = rebuildable(host, text);
  if (isRefusal(targets)) return targets;
  const rebuilt: Rebuilding[] = [];
  for (const [i, target] of targets.entries()) {
    const numbered = (progress: RebuildProgress): Rebuilding => ({
      ...progress,
      target: targetText(target),
      number: i + 1,
      of: targets.length,
    });
    const last =
      target.kind === 'view'
        ? await viewOf(host, target).rebuild((progress) => onProgress(numbered(progress)), signal)
        : await refilled(host, target);
    if (target.kind !== 'view') onProgress(numbered(last));
    rebuilt.push(numbered(last));
  }
  return { rebuilt };
}

/** A memory view forgets, and fills itself from the rows when it is asked (VW10). */
async function refilled(host: Host, { service, name }: Target): Promise<RebuildProgress> {
  const memory = host.runtimes.get(service)?.memoryViews.get(name);
  if (!memory) throw new Fault('internal', `${service}/${name} does not run here.`, { retryable: false });
  await memory.settled();
  await memory.consumer.exclusively(async () => (memory.instance as MemoryFollower).reset());
  return { view: name, build: 0, state: 'live', done: 0, total: 0, rate: 0, leftS: 0 };
}

/** VW9: back to the build before, which was kept up to date. */
export async function rollBack(
  host: Host,
  text: string,
): Promise<{ live: number } | RebuildRefusal | Refusal<'no-earlier-build'>> {
  const view = readyView(host, text);
  if (isRefusal(view)) return view;
  if (view.builds().length < 2) return refuse('no-earlier-build', { target: text });
  await view.rollBack();
  return { live: view.live().number };
}

/** Drops the build before: from then on the rebuild cannot be rolled back. Without one there is nothing to do. */
export async function retire(host: Host, text: string): Promise<{ live: number } | RebuildRefusal> {
  const view = readyView(host, text);
  if (isRefusal(view)) return view;
  await view.retire();
  return { live: view.live().number };
}

/** Ends a rebuild under way: what it had built is dropped, and readers stay where they are. */
export function cancelRebuild(
  host: Host,
  text: string,
): { cancelled: string } | TargetRefusal | Refusal<'no-rebuild'> {
  const target = targetOf(host, text, ['view']);
  if (isRefusal(target)) return target;
  return viewOf(host, target).cancelRebuild()
    ? { cancelled: targetText(target) }
    : refuse('no-rebuild', { target: targetText(target) });
}

function readyView(host: Host, text: string): ReturnType<typeof viewOf> | RebuildRefusal {
  const target = targetOf(host, text, ['view']);
  if (isRefusal(target)) return target;
  const view = viewOf(host, target);
  return view.rebuilding() ? refuse('rebuild-under-way', { target: targetText(target) }) : view;
}
