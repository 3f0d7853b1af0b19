import { usageFault } from './cli-fault.ts';

const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time as people type it: `2026-05-01`, `2026-05-01T12:00:00Z`, or how long ago: `90s`, `15m`, `2h`, `3d`. */
export function moment(text: string, name: string, nowMs: number): string {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (unit !== undefined) return new Date(nowMs - Number(count) * (unitsMs[unit] ?? 0)).toISOString();
  const isDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text);
  // A time without a zone is taken as UTC, as everything is that Touchline prints.
  const zoned = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const ms = isDate ? Date.parse(zoned) : Number.NaN;
  if (!Number.isNaN(ms)) return new Date(ms).toISOString();
  throw usageFault(
    `${name} takes a time such as 2026-05-01, 2026-05-01T12:00Z, or 15m, 2h, 3d ago; not “${text}”.`,
  );
}
