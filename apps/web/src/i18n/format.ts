import { kept } from './kept.ts';
import { region, t, whole } from './locale.ts';

/** 1,204 as it is; a million and more in short. */
export const count = (n: number): string =>
  n < 1_000_000
    ? whole(n)
    : kept(region.value, 'short', (tag) => new Intl.NumberFormat(tag, { notation: 'compact' })).format(n);

export const fullTime = (iso: string): string =>
  kept(
    region.value,
    'full',
    (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'short' }),
  ).format(new Date(iso));

export const monthAndYear = (iso: string): string =>
  kept(
    region.value,
    'month',
    (tag) => new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric' }),
  ).format(new Date(iso));

const dayMs = 86_400_000;

/** 5 min, 2 h, 3 d; from a week on the date. */
export function sinceThen(iso: string, nowMs: number): string {
  const thenMs = Date.parse(iso);
  const passedMs = nowMs - thenMs;
  if (passedMs < 60_000) return t('time.now');
  const unit = (amount: number, name: 'minute' | 'hour' | 'day'): string =>
    kept(
      region.value,
      name,
      (tag) => new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'narrow' }),
    ).format(Math.floor(amount));
  if (passedMs < dayMs / 24) return unit(passedMs / 60_000, 'minute');
  if (passedMs < dayMs) return unit((passedMs / dayMs) * 24, 'hour');
  if (passedMs < 7 * dayMs) return unit(passedMs / dayMs, 'day');
  const thisYear = new Date(thenMs).getFullYear() === new Date(nowMs).getFullYear();
  return kept(
    region.value,
    thisYear ? 'day-month' : 'date',
    (tag) =>
      new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', ...(!thisYear && { year: 'numeric' }) }),
  ).format(new Date(thenMs));
}
