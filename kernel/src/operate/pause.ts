import { isRefusal } from '../refusal.ts';
import type { Host } from '../runtime/index.ts';
import { targetsOf, targetText, type Target, type TargetRefusal } from './target.ts';

export interface Paused {
  readonly consumers: readonly { readonly target: string; readonly state: string }[];
}

/** Stops views and policies after the batch at hand, until `resume` or the next start. Nothing is lost by it. */
export const pause = (host: Host, text: string): Paused | TargetRefusal =>
  each(host, text, (consumer) => consumer.pause());

export const resume = (host: Host, text: string): Paused | TargetRefusal =>
  each(host, text, (consumer) => consumer.resume());

interface Pausable {
  pause(): void;
  resume(): void;
  state(): string;
}

function each(host: Host, text: string, act: (consumer: Pausable) => void): Paused | TargetRefusal {
  const targets = targetsOf(host, text, ['view', 'memory-view', 'policy']);
  if (isRefusal(targets)) return targets;
  const consumers = targets.flatMap((target) =>
    consumersOf(host, target).map((consumer) => {
      act(consumer);
      return { target: targetText(target), state: consumer.state() };
    }),
  );
  return { consumers };
}

function consumersOf(host: Host, { service, name, kind }: Target): Pausable[] {
  const runtime = host.runtimes.get(service);
  if (kind === 'view') return (runtime?.views.get(name)?.builds() ?? []).map(({ consumer }) => consumer);
  const other = kind === 'policy' ? runtime?.policies.get(name) : runtime?.memoryViews.get(name);
  return other ? [other.consumer] : [];
}
