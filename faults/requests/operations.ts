import { allRoutes } from '../../apps/server/src/operator/all-routes.ts';

/** The parts of JSON Schema that our contract uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly anyOf?: readonly Schema[];
}

/** A route as its contract describes it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** `/v1/posts/{post}` */
  readonly path: string;
  readonly body: Schema | undefined;
  readonly query: Readonly<Record<string, Schema>>;
  /** Names in the path. */
  readonly places: readonly string[];
  /** The codes of each "no", by status; `default` where the contract names none of them. */
  readonly refusals: Readonly<Record<string, readonly string[]>>;
}

interface Parameter {
  readonly in?: string;
  readonly name?: string;
  readonly schema?: Schema;
}

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, DescribedAnswer>>;
}

interface DescribedAnswer {
  readonly content?: Readonly<Record<string, { readonly examples?: Readonly<Record<string, object>> }>>;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

const placesIn = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** Every route of the public contract and every one of the operators'. */
export function operationsOf({ paths }: OpenApi): Operation[] {
  const declared = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId: id, parameters = [], requestBody, responses }]) => ({
      id,
      method: method.toUpperCase(),
      path,
      body: requestBody?.content['application/json']?.schema,
      query: Object.fromEntries(
        parameters.flatMap(({ in: where, name = '', schema = {} }) =>
          where === 'query' ? [[name, schema]] : [],
        ),
      ),
      places: placesIn(path),
      refusals: Object.fromEntries(
        Object.entries(responses).map(([status, { content }]) => [
          status,
          Object.keys(content?.['application/problem+json']?.examples ?? {}),
        ]),
      ),
    })),
  );
  return [...declared, ...allRoutes.map(operatorOperation)];
}

function operatorOperation({ operationId, method, path, input }: (typeof allRoutes)[number]): Operation {
  const full = `/v1/operator${path.replaceAll(/:(\w+)/g, '{$1}')}`;
  const schema = input.toJSONSchema({ io: 'input', unrepresentable: 'any' }) as Schema;
  const places = placesIn(full);
  const fields = Object.fromEntries(
    Object.entries(schema.properties ?? {}).filter(([name]) => !places.includes(name)),
  );
  return {
    id: operationId,
    method,
    path: full,
    body: method === 'GET' ? undefined : { ...schema, properties: fields },
    query: method === 'GET' ? fields : {},
    places,
    refusals: { default: [] },
  };
}
