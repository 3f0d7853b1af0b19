export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Per second. */
  readonly rate: number;
  /** Seconds; `null` while unknown. */
  readonly leftS: number | null;
}

const number = new Intl.NumberFormat('en');

/** `[████░░░░]  42%  420 of 1,000 events  1,200/s  3 s left`, never wider than the terminal. */
export function barText(progress: Progress, unit: string, columns: number): string {
  const text = progressText(progress, unit);
  const room = Math.min(40, columns - text.length - 4);
  if (room < 8) return text.slice(0, Math.max(0, columns - 1));
  const filled = Math.floor(room * shareOf(progress));
  return `[${'█'.repeat(filled)}${'░'.repeat(room - filled)}] ${text}`;
}

export function progressText(progress: Progress, unit: string): string {
  const { done, total, rate, leftS } = progress;
  const percent = `${Math.floor(100 * shareOf(progress))}%`.padStart(4);
  const left = done >= total ? '' : leftS === null ? '  time left unknown' : `  ${durationText(leftS)} left`;
  return `${percent}  ${number.format(done)} of ${number.format(total)} ${unit}  ${number.format(Math.round(rate))}/s${left}`;
}

// Nothing to do is done; and what is written meanwhile must not make it more than all.
const shareOf = ({ done, total }: Progress): number =>
  total <= 0 ? 1 : Math.min(1, Math.max(0, done / total));

export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
