import { gatheredBySchema } from './gathered-by-schema.ts';

/** Every process looks each second whether another has changed what stands in the documents of a service. */
export const documentsIn = gatheredBySchema<string>(
  (schema, n) => `SELECT '${schema}.' || name, json FROM ${schema}.documents WHERE name = ANY ($${n})`,
  ([, json]) => json,
);
