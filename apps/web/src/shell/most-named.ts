/** Those that come up most often; of equals, those that came first. */
export function mostNamed(names: readonly string[], max: number): readonly string[] {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  return [...times]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, max)
    .map(([name]) => name);
}
