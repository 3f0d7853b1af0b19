import { isRefusal } from '../refusal.ts';
import type { Host } from '../runtime/index.ts';
import { targetsOf, targetText, type Target, type TargetRefusal } from './target.ts';

export interface Paused {
  readonly consumers: readonly { readonly target: string; readonly state: string }[];
}

/** SU9: stops views and policies after the batch at hand, until `resume`, also over restarts. Nothing is lost by it. */
export const pause = (host: Host, text: string): Promise<Paused | TargetRefusal> => each(host, text, true);

export const resume = (host: Host, text: string): Promise<Paused | TargetRefusal> => each(host, text, false);

interface Running {
  readonly consumer: { pause(): void; resume(): void; state(): string };
  readonly fence?: () => Promise<void>;
}

async function each(host: Host, text: string, paused: boolean): Promise<Paused | TargetRefusal> {
  const targets = targetsOf(host, text, ['view', 'memory-view', 'policy']);
  if (isRefusal(targets)) return targets;
  const consumers: { target: string; state: string }[] = [];
  for (const target of targets) {
    // Kept first: what an operator was told is stopped must not go on after a crash.
    await host.runtimes.get(target.service)?.pauses.set(target.kind, target.name, paused);
    const running = runningOf(host, target);
    for (const { consumer, fence } of running) {
      if (paused) consumer.pause();
      else consumer.resume();
      // Other processes meet it at their next commit.
      if (paused && !host.engine.exclusive) await fence?.();
    }
    // A view may have several builds; the first is read, and all stand or go together.
    const [first] = running;
    if (first) consumers.push({ target: targetText(target), state: first.consumer.state() });
  }
  return { consumers };
}

function runningOf(host: Host, { service, name, kind }: Target): readonly Running[] {
  const runtime = host.runtimes.get(service);
  if (kind === 'view') return runtime?.views.get(name)?.builds() ?? [];
  const other = kind === 'policy' ? runtime?.policies.get(name) : runtime?.memoryViews.get(name);
  return other ? [other] : [];
}
