import type { ReadStream } from '../api/shapes.ts';

type Change = ReadStream['steps'][number]['changes'][number];

/** The state as it was before some changes: what was added goes, what was taken or changed comes back. */
export function stateBefore(state: unknown, changes: readonly Change[]): unknown {
  const whole = changes.find(({ path }) => path === '');
  if (whole) return whole.before;
  const copy: unknown = structuredClone(state);
  for (const { path, kind, before } of changes.toReversed()) {
    const steps = path
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const name = steps.pop() ?? '';
    let holder: unknown = copy;
    for (const step of steps) holder = (holder as Record<string, unknown> | undefined)?.[step];
    if (typeof holder !== 'object' || holder === null) continue;
    const within = holder as Record<string, unknown>;
    if (kind !== 'added') within[name] = before;
    else if (Array.isArray(holder)) holder.length = Math.min(holder.length, Number(name));
    else delete within[name];
  }
  return copy;
}
