import { z } from 'zod';

/** The field `before` of a list: a query reads it, and answers `next`, as the index gives it; outside it is sealed (HT36). */
export const pageCursor = z
  .string()
  .max(500)
  .optional()
  .meta({ description: 'The `next` of the page before, unchanged and with the same other parameters.' });
