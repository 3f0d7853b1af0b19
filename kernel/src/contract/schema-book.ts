import { z } from 'zod';

export type JsonSchema = { readonly [key: string]: unknown };

/** JSON Schemas of one document. What has an `id` in its meta stands once, under `components.schemas`. */
export interface SchemaBook {
  /** `input`: as a client sends it. `output`: as it comes back. */
  schema(of: z.ZodType, io: 'input' | 'output'): JsonSchema;
  /** Follows a reference into the shared schemas. */
  resolved(schema: JsonSchema): JsonSchema;
  /** The shared schemas, in the order of their names. */
  shared(): Readonly<Record<string, JsonSchema>>;
}

const home = '#/components/schemas/';

export function schemaBook(target: 'draft-2020-12' | 'draft-7'): SchemaBook {
  const shared = new Map<string, { readonly made: string; readonly schema: JsonSchema }>();

  /** The same type may read differently in and out (defaults, transforms); then both stand here. */
  const nameOf = (id: string, made: string, io: 'input' | 'output'): string => {
    const free = [id, `${id}${io === 'input' ? 'Input' : 'Output'}`].find(
      (name) => (shared.get(name)?.made ?? made) === made,
    );
    if (free === undefined)
      throw new TypeError(`Two schemas have the id ${id}: give each its own in .meta({ id }).`);
    return free;
  };

  return {
    schema(of, io) {
      const {
        $schema: _,
        $defs,
        definitions,
        ...root
      } = z.toJSONSchema(of, {
        target,
        io,
        unrepresentable: 'any',
        override: ({ jsonSchema }) => tidy(jsonSchema),
      }) as JsonSchema;
      const parts = Object.entries(($defs ?? definitions ?? {}) as Record<string, JsonSchema>);
      const texts = parts.map(([id, part]) => [id, JSON.stringify(part)] as const);
      const names = new Map(texts.map(([id, made]) => [id, nameOf(id, made, io)]));
      for (const [i, [id, part]] of parts.entries()) {
        const made = texts[i]?.[1] ?? '';
        shared.set(names.get(id) ?? id, { made, schema: moved(part, names) as JsonSchema });
      }
      return moved(root, names) as JsonSchema;
    },
    resolved: (schema) => {
      const ref = schema['$ref'];
      return typeof ref === 'string' ? (shared.get(ref.slice(home.length))?.schema ?? schema) : schema;
    },
    shared: () =>
      Object.fromEntries(
        [...shared].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, { schema }]) => [name, schema]),
      ),
  };
}

/** The document's own references in place of those inside one schema. */
function moved(node: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(node)) return node.map((item) => moved(item, names));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'id' || !('$ref' in node))
      .map(([key, value]) => {
        const id =
          key === '$ref' && typeof value === 'string'
            ? /^#\/(?:\$defs|definitions)\/(.+)$/.exec(value)?.[1]
            : undefined;
        return [key, id === undefined ? moved(value, names) : home + (names.get(id) ?? id)];
      }),
  );
}

/** Leaves out what says nothing: bounds of every integer, the pattern behind a named format. */
function tidy(schema: { [key: string]: unknown }): void {
  if (schema['maximum'] === Number.MAX_SAFE_INTEGER) delete schema['maximum'];
  if (schema['minimum'] === Number.MIN_SAFE_INTEGER) delete schema['minimum'];
  if (typeof schema['format'] === 'string') delete schema['pattern'];
}
