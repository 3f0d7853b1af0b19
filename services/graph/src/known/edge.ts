import { z } from 'zod';

/** Key of a directed edge: from whom to whom. */
export const edgeKey = (from: string, to: string): string => `${from}.${to}`;

export const edgeFrom = (key: string): string => key.slice(0, key.indexOf('.'));
export const edgeTo = (key: string): string => key.slice(key.indexOf('.') + 1);

/** Both ends stand in the key; what is left is since when, in milliseconds since 1970. */
export const edgeRow = z.strictObject({ at: z.int() });

interface Happened {
  readonly at: string;
}

/** The edge begins with this event. */
export const begins = (_: unknown, { at }: Happened) => ({ at: Date.parse(at) });

/** The edge ends with it. */
export const ends = () => undefined;

/** Edges of one person at one end, newest first when read downwards. */
export const edgesBy = (end: (key: string) => string) => ({
  in: (_: object, key: string) => end(key),
  by: ({ at }: { readonly at: number }) => at,
});
