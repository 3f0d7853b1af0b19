import { recentMap } from '@touchline/kernel/engine';

/** Also how long a process keeps what it read of a person who was erased since. */
const keptMs = 15 * 60_000;

/**
 * Values that were parsed here already: the same text stands for the same object, and for what hangs on it (a rendered
 * fragment). It answers nothing by itself: each text has just come from Redis.
 */
export function parsedValues(now: () => number, entriesMax = 10_000): (key: string, json: string) => unknown {
  const known = recentMap<{ readonly json: string; readonly value: unknown }>(entriesMax);
  let since = now();
  return (key, json) => {
    if (now() - since > keptMs) {
      known.clear();
      since = now();
    }
    const before = known.get(key);
    if (before?.json === json) return before.value;
    const value = JSON.parse(json) as unknown;
    known.set(key, { json, value });
    return value;
  };
}
