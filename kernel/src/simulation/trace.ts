/** Everything that happened, in order, as one number; the last lines are kept for reading. */
export interface Trace {
  note(line: string): void;
  hash(): string;
  tail(): readonly string[];
}

export function trace(keptMax = 0): Trace {
  // cyrb53 (public domain): fast, and two different runs have one chance in 2^53 to look alike.
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  let kept: string[] = [];
  return {
    note(line) {
      for (let i = 0; i < line.length; i++) {
        const char = line.charCodeAt(i);
        high = Math.imul(high ^ char, 2654435761);
        low = Math.imul(low ^ char, 1597334677);
      }
      high = Math.imul(high ^ 10, 2654435761) ^ (low >>> 13);
      low = Math.imul(low ^ 10, 1597334677) ^ (high >>> 16);
      if (keptMax === 0) return;
      kept.push(line);
      if (kept.length > 2 * keptMax) kept = kept.slice(-keptMax);
    },
    hash: () => (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0'),
    tail: () => kept.slice(-keptMax),
  };
}
