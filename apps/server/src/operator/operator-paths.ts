import { z } from 'zod';
import { allRoutes } from './all-routes.ts';
import type { OperatorRoute } from './operator-route.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The paths of operators for the OpenAPI document: path → method → operation. */
export const operatorPaths: Readonly<Record<string, Readonly<Record<string, object>>>> = pathsOf(allRoutes);

function pathsOf(routes: readonly OperatorRoute[]): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = `/v1/operator${route.path.replaceAll(/:([a-z]+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return paths;
}

function operation(route: OperatorRoute): object {
  const input = schemaOf(route.input, 'input');
  const inPath = new Set([...route.path.matchAll(/:([a-z]+)/g)].map(([, name]) => name));
  const properties = Object.entries((input['properties'] ?? {}) as Record<string, Schema>);
  const required = new Set((input['required'] ?? []) as string[]);
  const parameters = properties
    .filter(([name]) => route.method === 'GET' || inPath.has(name))
    .map(([name, schema]) => ({
      name,
      in: inPath.has(name) ? 'path' : 'query',
      required: inPath.has(name) || required.has(name),
      ...(typeof schema['description'] === 'string' && { description: schema['description'] }),
      schema,
    }));
  const rest = properties.filter(([name]) => !inPath.has(name));
  const hasBody = route.method === 'POST' && (rest.length > 0 || 'anyOf' in input);
  const body =
    inPath.size === 0
      ? input
      : {
          ...input,
          properties: Object.fromEntries(rest),
          required: rest.map(([name]) => name).filter((name) => required.has(name)),
        };
  const bodyNeeded = 'anyOf' in input || rest.some(([name]) => required.has(name));
  return {
    operationId: route.operationId,
    summary: route.about,
    tags: ['operator'],
    security: [{ bearer: [] }, { cookie: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(hasBody && {
      requestBody: { required: bodyNeeded, content: { 'application/json': { schema: body } } },
    }),
    responses: {
      200: {
        description: route.lines ? 'JSON lines: one object of this shape per line.' : 'Done.',
        content: {
          [route.lines ? 'application/jsonl' : 'application/json']: {
            schema: schemaOf(route.answers, 'output'),
          },
        },
      },
      default: {
        description: 'A problem (RFC 9457), with a stable `code`.',
        content: { 'application/problem+json': { schema: { type: 'object' } } },
      },
    },
  };
}

function schemaOf(type: z.ZodType, io: 'input' | 'output'): Schema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return schema;
}
