import { gatheredBySchema } from './gathered-by-schema.ts';

export interface Stand {
  readonly last: string | null;
  readonly positions: readonly number[];
}

/** Many views of many services follow what another process projects, and ask in the same turn how far it is. */
export const standingsIn = gatheredBySchema<Stand>(
  (schema, n) =>
    `SELECT '${schema}.' || consumer, array_to_json(positions)::text, last FROM ${schema}.consumers WHERE consumer = ANY ($${n})`,
  ([, positions, last = null]) => ({ last, positions: JSON.parse(positions) as number[] }),
);
