import assert from 'node:assert/strict';

/** Counts the faults of one test by kind. A test whose faults did not fire has shown nothing. */
export interface Fired {
  (kind: string, times?: number): void;
  of(kind: string): number;
  /** Says the counts, and fails where one of the kinds never fired. */
  report(...kinds: readonly string[]): void;
}

export function fired(test: string): Fired {
  const counts = new Map<string, number>();
  const count = (kind: string, times = 1): void => void counts.set(kind, (counts.get(kind) ?? 0) + times);
  return Object.assign(count, {
    of: (kind: string) => counts.get(kind) ?? 0,
    report(...kinds: readonly string[]) {
      const said = [...counts].map(([kind, n]) => `${n.toLocaleString('en')} ${kind}`).join(', ');
      console.log(`ℹ ${test}: ${said}`);
      for (const kind of kinds) assert.ok((counts.get(kind) ?? 0) > 0, `no ${kind} fired; it shows nothing`);
    },
  });
}
