import type { z } from 'zod';

type Fitted<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly issues: readonly z.core.$ZodIssue[] };

/**
 * HT26: what a schema makes of something that was sent. Zod asks for the length of anything that has one, and throws
 * where that cannot be compared with a number: such an input does not fit either.
 */
export function fitted<T>(schema: z.ZodType<T>, sent: unknown): Fitted<T> {
  try {
    const result = schema.safeParse(sent);
    return result.success ? result : { success: false, issues: result.error.issues };
  } catch {
    return {
      success: false,
      issues: [
        { code: 'custom', path: [], message: 'Holds a value of a shape that no field takes.', input: sent },
      ],
    };
  }
}
