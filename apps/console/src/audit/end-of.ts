import type { Act, ReadOverview } from '../api/shapes.ts';

export interface End {
  readonly text: string;
  readonly tone: 'ok' | 'live' | 'gold' | 'info';
}

type Running = Pick<ReadOverview, 'startedAt'> & { readonly log: Pick<ReadOverview['log'], 'engine'> };

const tones = { done: 'ok', failed: 'live', refused: 'gold' } as const;

/** Each of them copies the log before its own end is written: what is restored or moved knows of none. */
const copying = new Set(['BackUp', 'MoveAway']);

/** How an act ended, or what is known of one without an end: whoever did it may be at it, or have stopped meanwhile. */
export function endOf(
  { act, begunAt, end }: Pick<Act, 'act' | 'begunAt' | 'end'>,
  now: Running | undefined,
): End {
  if (end) return { text: end.outcome, tone: tones[end.outcome] };
  // Where several processes share the log, this one cannot tell whether the one that did it still runs.
  if (now?.log.engine !== 'embedded') return { text: 'no end yet', tone: 'gold' };
  if (Date.parse(begunAt) >= Date.parse(now.startedAt)) return { text: 'under way', tone: 'info' };
  return { text: copying.has(act) ? 'no end in this log' : 'cut off by a stop', tone: 'gold' };
}
