import { readFileSync } from 'node:fs';

/** The part of JSON Schema that the contract's operator routes use. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

const header =
  '// Written by `npm run shapes -w apps/console` from contract/openapi.json; a test keeps the two equal.\n';

/** Parts that several answers share: a name, an answer, and the way to the part in it. */
const parts: readonly (readonly [name: string, operation: string, ...way: string[]])[] = [
  ['SeenEvent', 'ReadEvent', 'event'],
  ['Change', 'ReadStream', 'compared'],
  ['Act', 'ListActs', 'acts'],
];

/** The operations whose answers the console works with. */
const wanted = new Set([
  'BrowseEvents',
  'CountDeadLetters',
  'GroupDeadLetters',
  'ListActs',
  'ListBackups',
  'ListDeadLetters',
  'ListHandles',
  'ListSubscriptions',
  'PlanRebuild',
  'ProveBackup',
  'ReadBacklog',
  'ReadEvent',
  'ReadOverview',
  'ReadServices',
  'ReadStream',
  'ReadViewStatus',
  'RetryMatching',
  'TraceEvent',
  'VerifyLog',
  'VerifyViews',
]);

/** What src/api/shapes.ts has to be: the answers of the operator's routes, so that both mean the same. */
export function shapesText(contractPath: string): string {
  const { paths } = JSON.parse(readFileSync(contractPath, 'utf8')) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const answers = new Map(
    Object.entries(paths)
      .filter(([path]) => path.startsWith('/v1/operator/'))
      .flatMap(([, methods]) => Object.values(methods))
      .flatMap(({ operationId, responses }) => {
        const [media] = Object.values((responses['200'] ?? responses['201'])?.content ?? {});
        return media && wanted.has(operationId) ? [[operationId, media.schema] as const] : [];
      }),
  );
  const shared = parts.map(([name, operation, ...way]) => {
    let schema = answers.get(operation) ?? {};
    for (const step of way) schema = schema.properties?.[step] ?? {};
    return [name, schema.items ?? schema] as const;
  });
  const named = new Map(shared.map(([name, schema]) => [JSON.stringify(schema), name]));
  const written = [...shared, ...answers].map(
    ([name, schema]) => `\nexport type ${name} = ${typeOf(schema, '', named, name)};\n`,
  );
  return `${header}${written.join('')}`;
}

type Named = ReadonlyMap<string, string>;

function typeOf(schema: Schema, indent: string, named: Named, own?: string): string {
  const known = named.get(JSON.stringify(schema));
  if (known !== undefined && known !== own) return known;
  const inner = (one: Schema): string => typeOf(one, indent, named);
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum) return schema.enum.map(literal).join(' | ');
  if (schema.anyOf) return schema.anyOf.map(inner).join(' | ');
  if (Array.isArray(schema.type))
    return schema.type.map((type: string) => inner({ ...schema, type })).join(' | ');
  switch (schema.type) {
    case 'integer':
      return 'number';
    case 'array':
      return `readonly ${wrapped(inner(schema.items ?? {}))}[]`;
    case 'object':
      return schema.properties ? objectOf(schema, indent, named) : 'Readonly<Record<string, unknown>>';
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return schema.type;
    default:
      return 'unknown';
  }
}

const literal = (value: unknown): string =>
  typeof value === 'string' ? `'${value}'` : JSON.stringify(value);

/** A union in a list needs brackets; one object does not. */
const wrapped = (type: string): string =>
  /[ |]/.test(type) && !/^\{[^|]*\}$/.test(type) ? `(${type})` : type;

/** What is no longer stands in one line. */
const shortMax = 72;

function objectOf({ properties = {}, required = [] }: Schema, indent: string, named: Named): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const type = typeOf(schema, inner, named);
    return `${inner}readonly ${name}${required.includes(name) ? '' : '?'}: ${type};\n`;
  });
  const short = `{ ${lines.map((line) => line.trim().replace(/;$/, '')).join('; ')} }`;
  const fits = lines.length > 0 && !lines.some((line) => line.trim().includes('\n'));
  return fits && indent.length + short.length <= shortMax ? short : `{\n${lines.join('')}${indent}}`;
}
