import type { Cache } from '@touchline/kernel/ports';

/**
 * Remembers nothing: rows may be written by any process, and this one would not hear of it. A cache that all processes
 * share takes its place where there is one.
 */
export const noCache = (): Cache => {
  let misses = 0;
  return {
    get: () => void misses++,
    put: () => {},
    clear: () => {},
    stats: () => ({ entries: 0, hits: 0, misses }),
  };
};
