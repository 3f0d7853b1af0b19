import type { z } from 'zod';
import type { JsonSchema, SchemaBook } from './schema-book.ts';

export interface Field {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** An input, by where its fields stand in a request. */
export interface InputParts {
  readonly path: readonly Field[];
  /** Those of the query string, or of the body. */
  readonly others: readonly Field[];
  /** The body as one schema; none when every field stands in the path. */
  readonly body: { readonly schema: JsonSchema; readonly required: boolean } | undefined;
}

export function inputParts(book: SchemaBook, input: z.ZodType, pathFields: readonly string[]): InputParts {
  const whole = book.schema(input, 'input');
  const { properties, required, ...rest } = book.resolved(whole) as JsonSchema & {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  const anything: JsonSchema = { type: 'string' };
  const fields = Object.entries(properties ?? {}).map(([name, schema]) => ({
    name,
    schema,
    required: required?.includes(name) ?? false,
  }));
  const path = pathFields.map((name) => ({ name, schema: properties?.[name] ?? anything, required: true }));
  const others = fields.filter(({ name }) => !pathFields.includes(name));
  // A union of forms has no one list of fields: its body is described as it is.
  if (!properties) return { path, others, body: { schema: whole, required: true } };
  if (others.length === 0) return { path, others, body: undefined };
  const needed = others.filter((field) => field.required).map(({ name }) => name);
  const schema = {
    ...rest,
    properties: Object.fromEntries(others.map((field) => [field.name, field.schema])),
    ...(needed.length > 0 && { required: needed }),
  };
  return {
    path,
    others,
    body: { schema: pathFields.length === 0 ? whole : schema, required: needed.length > 0 },
  };
}

/** OpenAPI parameters of some fields. */
export const parametersOf = (fields: readonly Field[], place: 'path' | 'query'): readonly object[] =>
  fields.map(({ name, schema, required }) => {
    const { description, ...bare } = schema;
    return {
      name,
      in: place,
      required,
      ...(typeof description === 'string' && { description }),
      schema: bare,
    };
  });
