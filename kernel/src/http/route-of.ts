import { z } from 'zod';
import type { Route } from '../command.ts';

export interface ParsedRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** The placeholders, in order. */
  readonly fields: readonly string[];
}

const form = /^(GET|POST|PUT|DELETE) (\/(?:(?::[a-z][A-Za-z0-9]*|[A-Za-z0-9._-]+)(?:\/(?!$)|$))*)$/;

/** HT1: reads a declared route and checks it against its input, when the process starts rather than when it is called. */
export function routeOf(route: Route, name: string, input: z.ZodType): ParsedRoute {
  const match = form.exec(route);
  if (!match) {
    throw new TypeError(
      `${name}: expected a route such as 'PUT /v1/posts/:post', found '${route}'. ` +
        'Segments are letters, digits, dots and hyphens, or a placeholder `:field`.',
    );
  }
  const [, method, path] = match as unknown as [string, ParsedRoute['method'], string];
  const fields = [...path.matchAll(/:([A-Za-z0-9]+)/g)].map((found) => found[1] as string);
  if (new Set(fields).size < fields.length)
    throw new TypeError(`${name}: the route ${route} names a field twice.`);
  const missing =
    input instanceof z.ZodObject ? fields.filter((field) => !Object.hasOwn(input.shape, field)) : [];
  if (missing.length > 0) {
    throw new TypeError(
      `${name}: the route ${route} has ${missing.join(', ')}, which the input does not declare.`,
    );
  }
  return { method, path, fields };
}
