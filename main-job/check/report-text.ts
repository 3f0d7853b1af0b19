import type { Findings } from './findings.ts';

/** What was looked at, in figures, and what differs. */
export function reportText(found: Findings, seconds: number): string[] {
  const width = Math.max(...[...found.counts().values()].map((n) => whole(n).length));
  const differences = found.differences();
  return [
    ...[...found.counts()].map(([what, times]) => `  ${whole(times).padStart(width)} ${what}`),
    ...found.told().map((line) => `  DIFFERENT ${line}`),
    differences === 0
      ? `  All as the events say, in ${seconds.toFixed(1)} s.`
      : `  ${whole(differences)} differences in ${seconds.toFixed(1)} s; the first ${found.told().length} are above.`,
  ];
}

const whole = (n: number): string => n.toLocaleString('en');
