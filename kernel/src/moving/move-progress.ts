import type { Clock } from '../clock.ts';

export interface MoveProgress {
  /** `held`: writes wait. */
  readonly phase: 'copying' | 'proving' | 'held';
  /** Events. */
  readonly done: number;
  readonly total: number;
  /** Per second, since the phase began. */
  readonly rate: number;
  /** Seconds; `null` while unknown. */
  readonly leftS: number | null;
}

export type TellMove = (progress: MoveProgress) => void;
/** So many events more are done. Throws when the work was given up. */
export type Count = (events: number) => void;

/** Counts one phase, and tells of it. */
export function counting(
  tell: TellMove,
  clock: Pick<Clock, 'steady'>,
  phase: MoveProgress['phase'],
  total: number,
  stop: () => void,
): Count {
  const began = clock.steady();
  let done = 0;
  tell({ phase, done, total, rate: 0, leftS: null });
  return (events) => {
    stop();
    done += events;
    const rate = done / Math.max(0.001, (clock.steady() - began) / 1000);
    const leftS = rate > 0 ? Math.max(0, Math.round((total - done) / rate)) : null;
    tell({ phase, done, total, rate: Math.round(rate), leftS });
  };
}
