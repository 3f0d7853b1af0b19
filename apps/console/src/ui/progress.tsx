import { count, duration } from './format.ts';

interface Props {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly rate?: number;
  readonly leftS?: number | null;
  readonly unit?: string;
}

/** How far something has come: a bar, and the figures. */
export function Progress({ label, done, total, rate, leftS, unit = 'events' }: Props) {
  return (
    <div class="progress">
      <progress max={Math.max(1, total)} value={done} aria-label={label} />
      <p class="num s">
        {count(done)} of {count(total)} {unit}
        {rate !== undefined && rate > 0 && <> · {count(rate)}/s</>}
        {typeof leftS === 'number' && leftS > 0 && <> · {duration(leftS)} left</>}
      </p>
    </div>
  );
}
