import type { Act, ReadOverview } from '../api/shapes.ts';

export interface End {
  readonly text: string;
  readonly tone: 'ok' | 'live' | 'gold' | 'info';
}

type Running = Pick<ReadOverview, 'startedAt'> & { readonly log: Pick<ReadOverview['log'], 'engine'> };

const tones = { done: 'ok', failed: 'live', refused: 'gold' } as const;

/** How an act ended, or what is known of one without an end: whoever did it may be at it, or have stopped meanwhile. */
export function endOf({ begunAt, end }: Pick<Act, 'begunAt' | 'end'>, now: Running | undefined): End {
  if (end) return { text: end.outcome, tone: tones[end.outcome] };
  // Where several processes share the log, this one cannot tell whether the one that did it still runs.
  if (now?.log.engine !== 'embedded') return { text: 'no end yet', tone: 'gold' };
  return Date.parse(begunAt) < Date.parse(now.startedAt)
    ? { text: 'cut off by a stop', tone: 'gold' }
    : { text: 'under way', tone: 'info' };
}
