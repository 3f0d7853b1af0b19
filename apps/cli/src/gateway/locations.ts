import type { Service } from '@touchline/kernel';
import { declaredRoutes, defaultLimits } from '@touchline/kernel/http';
import { CliFault } from '../cli-fault.ts';

/** A path that is answered by one service, whatever the method. */
export interface Location {
  /** As declared: `/v1/posts/:post`. */
  readonly path: string;
  readonly service: string;
  /** Longest body that any of its commands takes, in bytes. */
  readonly bodyBytesMax: number;
}

const formOf = (path: string): string => path.replaceAll(/:[^/]+/g, ':');

/** The paths of all declared routes; those that say more come before those that say less. */
export function locationsOf(services: readonly Service[]): readonly Location[] {
  const byForm = new Map<string, Location>();
  for (const { service, route, command } of declaredRoutes(services)) {
    const form = formOf(route.path);
    const before = byForm.get(form);
    if (before && before.service !== service.name)
      throw new CliFault(
        `${before.service} and ${service.name} both answer at ${route.path}: a gateway needs one service for each path.`,
      );
    const bodyBytesMax = Math.max(before?.bodyBytesMax ?? 0, command?.bodyMax ?? defaultLimits.bodyBytesMax);
    byForm.set(form, { path: route.path, service: service.name, bodyBytesMax });
  }
  return [...byForm.values()].toSorted((a, b) => compareForms(formOf(a.path), formOf(b.path)));
}

/** Names before placeholders, segment by segment: the first pattern that matches is taken. */
function compareForms(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (const [i, one] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    if (one === other) continue;
    if (one === ':' || other === ':') return one === ':' ? 1 : -1;
    return one < other ? -1 : 1;
  }
  return left.length - right.length;
}
