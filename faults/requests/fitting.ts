import type { Random } from '../run/random.ts';
import type { Operation, Schema } from './operations.ts';

/** Ids and names that exist, so that a request can get past the first check. */
export interface Existing {
  readonly posts: readonly string[];
  readonly people: readonly string[];
  readonly handles: readonly string[];
}

/** A value that the schema may take; patterns are met through examples. */
export function fitting(schema: Schema, name: string, existing: Existing, random: Random): unknown {
  const known = existingOf(name, existing, random);
  if (known !== undefined) return known;
  const { type, enum: values, examples, properties, items, anyOf } = schema;
  if (values) return random.pick(values);
  if (examples && examples.length > 0) return random.pick(examples);
  if (anyOf && anyOf.length > 0) return fitting(random.pick(anyOf), name, existing, random);
  if (type === 'object' || properties)
    return Object.fromEntries(
      Object.entries(properties ?? {})
        .filter(([field]) => schema.required?.includes(field) || random.chance(0.5))
        .map(([field, inner]) => [field, fitting(inner, field, existing, random)]),
    );
  if (type === 'array') return items ? [fitting(items, name, existing, random)] : [];
  if (type === 'integer' || type === 'number')
    return Math.min(schema.maximum ?? 100, (schema.minimum ?? 0) + random.below(10));
  if (type === 'boolean') return random.chance(0.5);
  return `some text ${random.below(1000)}`;
}

function existingOf(name: string, { posts, people, handles }: Existing, random: Random): string | undefined {
  if (name === 'post' || name === 'replyTo') return random.pick(posts);
  if (name === 'person') return random.pick(people);
  if (name === 'handle') return random.chance(0.3) ? random.pick(handles) : `new_${random.below(10_000)}`;
  if (name === 'email') return `new_${random.below(10_000)}@example.org`;
  return name === 'tag' ? `run${random.below(7)}` : undefined;
}

/** The path with something that exists in each place, or with what `place` gives. */
export function pathOf(
  { path, places }: Operation,
  existing: Existing,
  random: Random,
  place?: (name: string) => string | undefined,
): string {
  let made = path;
  for (const name of places) {
    const value = place?.(name) ?? encodeURIComponent(String(fitting({}, name, existing, random)));
    made = made.replace(`{${name}}`, () => value);
  }
  return made;
}
