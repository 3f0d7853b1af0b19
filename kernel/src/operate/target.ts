import { refuse, type Refusal } from '../refusal.ts';
import type { Host, ViewRuntime } from '../runtime/index.ts';

/** What an operator can name: something of a service that reads the log. */
export interface Target {
  readonly service: string;
  readonly name: string;
  readonly kind: 'view' | 'memory-view' | 'policy';
}

export type TargetRefusal = Refusal<'no-such-target' | 'ambiguous-target'>;

export const targetText = ({ service, name }: Target): string => `${service}/${name}`;

function allTargets(host: Host): Target[] {
  return [...host.runtimes].flatMap(([service, { views, memoryViews, policies }]) => [
    ...[...views.keys()].map((name) => ({ service, name, kind: 'view' as const })),
    ...[...memoryViews.keys()].map((name) => ({ service, name, kind: 'memory-view' as const })),
    ...[...policies.keys()].map((name) => ({ service, name, kind: 'policy' as const })),
  ]);
}

/** `posts/post-page` is one, `posts` is all of a service, `post-page` is one if no other service has that name, `all`. */
export function targetsOf(
  host: Host,
  text: string,
  kinds: readonly Target['kind'][],
): readonly Target[] | TargetRefusal {
  const targets = allTargets(host).filter(({ kind }) => kinds.includes(kind));
  if (text === 'all') return targets;
  const exact = targets.filter((target) => targetText(target) === text);
  if (exact.length > 0) return exact;
  if (host.runtimes.has(text)) return targets.filter(({ service }) => service === text);
  const named = targets.filter(({ name }) => name === text);
  if (named.length === 0) return refuse('no-such-target', { target: text, known: targets.map(targetText) });
  if (named.length > 1) return refuse('ambiguous-target', { target: text, known: named.map(targetText) });
  return named;
}

/** Exactly one, and not a whole service. */
export function targetOf(host: Host, text: string, kinds: readonly Target['kind'][]): Target | TargetRefusal {
  const targets = targetsOf(host, text, kinds);
  if (!Array.isArray(targets)) return targets as TargetRefusal;
  const [only] = targets as readonly Target[];
  if (only && targets.length === 1 && (targetText(only) === text || only.name === text)) return only;
  return refuse('no-such-target', { target: text, known: (targets as readonly Target[]).map(targetText) });
}

export const viewOf = (host: Host, { service, name }: Target): ViewRuntime =>
  host.runtimes.get(service)?.views.get(name) as ViewRuntime;
