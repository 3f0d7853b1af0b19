import { z } from 'zod';

/** HT5: unknown fields are faults, also where a service wrote `z.object`. A declared catch-all stays. */
export const strictInput = (input: z.ZodType): z.ZodType =>
  input instanceof z.ZodObject && input.def.catchall === undefined ? input.strict() : input;

/** The fields of an input that are lists: in a query string they may stand several times. */
export function listFields(input: z.ZodType): ReadonlySet<string> {
  if (!(input instanceof z.ZodObject)) return new Set();
  return new Set(Object.keys(input.shape).filter((field) => isList(input.shape[field] as z.ZodType)));
}

/** The fields of an input that are whole numbers: in a path or a query string digits, and nothing else that may stand for them. */
export function integerFields(input: z.ZodType): readonly string[] {
  if (!(input instanceof z.ZodObject)) return [];
  const { properties = {} } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).flatMap(([field, schema]) =>
    typeof schema === 'object' && schema.type === 'integer' ? [field] : [],
  );
}

/** Looks through optional, default, nullable and pipes. */
function isList(schema: z.core.$ZodType): boolean {
  const def = schema._zod.def as { type: string; innerType?: z.core.$ZodType; in?: z.core.$ZodType };
  const inner = def.innerType ?? def.in;
  return def.type === 'array' || (inner !== undefined && isList(inner));
}
