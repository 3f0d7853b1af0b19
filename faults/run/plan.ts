import { random, type Random } from './random.ts';

const full = process.env['TOUCHLINE_FAULTS'] === 'all';

/** How much of it: a little with every `npm test`, all of it with `npm run test:faults`. */
export const sized = (little: number, all: number): number => (full ? all : little);

/** Chance for one test; said aloud, so that the same run can be had again. */
export function seeded(test: string): Random {
  const given = process.env['TOUCHLINE_SEED'];
  const seed = given === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(given);
  if (!Number.isSafeInteger(seed)) throw new Error(`TOUCHLINE_SEED is a whole number, not “${given}”.`);
  console.log(`ℹ ${test}: the same again with TOUCHLINE_SEED=${seed}`);
  return random(seed);
}
