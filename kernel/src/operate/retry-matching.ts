import type { Host } from '../runtime/index.ts';
import { errorLine, sequenceHeads } from './dead-letter-groups.ts';
import type { Which } from './dead-letters.ts';
import { parkingLots, type ParkingLot } from './parking-lot.ts';

/** Which groups of dead letters: those whose sequences stand still for this type and error. */
export interface Matching extends Which {
  readonly type?: string | undefined;
  /** The first line of the error, as a group tells it. */
  readonly error?: string | undefined;
}

export interface RetryProgress {
  readonly done: number;
  readonly left: number;
  /** Events that were there when it began. */
  readonly total: number;
}

const sequencesPerStep = 200;

interface Chosen {
  readonly lot: ParkingLot;
  readonly sequences: readonly string[];
  readonly events: number;
}

/** Tries again all that match, some sequences at a time, so that the consumers go on in between. Ends early when `signal` aborts. */
export async function retryMatching(
  host: Host,
  which: Matching,
  onProgress: (progress: RetryProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<RetryProgress> {
  const chosen = await matching(host, which);
  const total = chosen.reduce((sum, { events }) => sum + events, 0);
  let [done, left] = [0, 0];
  onProgress({ done, left, total });
  for (const { lot, sequences } of chosen)
    for (let from = 0; from < sequences.length && signal?.aborted !== true; from += sequencesPerStep) {
      const some = new Set(sequences.slice(from, from + sequencesPerStep));
      const tried = await lot.retry(({ sequence }) => some.has(sequence));
      done += tried.done;
      left += tried.left;
      onProgress({ done, left, total });
    }
  return { done, left, total };
}

/** How many events a retry of these would try: the answer to "how much" before it is done. */
export async function countMatching(host: Host, which: Matching): Promise<number> {
  return (await matching(host, which)).reduce((sum, { events }) => sum + events, 0);
}

async function matching(host: Host, which: Matching): Promise<Chosen[]> {
  const found: Chosen[] = [];
  for (const lot of parkingLots(host)) {
    if (which.service !== undefined && lot.service !== which.service) continue;
    if (which.consumer !== undefined && lot.consumer !== which.consumer) continue;
    const all = await lot.parked();
    const sequences = [...sequenceHeads(all)]
      .filter(
        ([sequence, head]) =>
          (which.sequence === undefined || sequence === which.sequence) &&
          (which.type === undefined || head.type === which.type) &&
          (which.error === undefined || errorLine(head) === which.error),
      )
      .map(([sequence]) => sequence);
    if (sequences.length === 0) continue;
    const wanted = new Set(sequences);
    found.push({ lot, sequences, events: all.filter(({ sequence }) => wanted.has(sequence)).length });
  }
  return found;
}
