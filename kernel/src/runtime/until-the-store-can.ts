import type { Clock } from '../clock.ts';
import { isOfTheStore } from './sequences.ts';

const attemptsMax = 20;
const waitMaxMs = 1000;

/** SU5: the store's own troubles are waited out, with growing pauses; then all of the work is done again. */
export async function untilTheStoreCan<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isOfTheStore(error) || attempt === attemptsMax) throw error;
    }
    await clock.wait(Math.min(waitMaxMs, 20 * 2 ** attempt));
  }
}
