import { readFileSync } from 'node:fs';

/** The part of JSON Schema that the contract's components use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly description?: string;
}

/** The components of the contract that the app works with. */
const wanted = ['Me', 'Person', 'Post', 'Browser', 'Session', 'Sport', 'InputFault', 'Problem'];

const header =
  '// Written by `npm run shapes -w apps/web` from contract/openapi.json; a test keeps the two equal.\n';

/** What src/api/shapes.ts has to be, so that the app and the server cannot mean different things. */
export function shapesText(contractPath: string): string {
  const { components } = JSON.parse(readFileSync(contractPath, 'utf8')) as {
    components: { schemas: Record<string, Schema> };
  };
  const shapes = wanted.map((name) => {
    const schema = components.schemas[name];
    if (!schema) throw new Error(`The contract has no schema ${name}; take it out of build/shapes.ts.`);
    return `\nexport interface ${name} ${typeOf(schema, '')}\n`;
  });
  return `${header}${shapes.join('')}`;
}

function typeOf(schema: Schema, indent: string): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'unknown';
  if (schema.enum) return schema.enum.map((value) => `'${value}'`).join(' | ');
  if (typeof schema.type === 'object') return schema.type.map((type) => typeOf({ type }, indent)).join(' | ');
  switch (schema.type) {
    case 'integer':
      return 'number';
    case 'array':
      return `readonly ${wrapped(typeOf(schema.items ?? {}, indent))}[]`;
    case 'object':
      return schema.properties ? objectOf(schema, indent) : 'Readonly<Record<string, unknown>>';
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return schema.type;
    default:
      return 'unknown';
  }
}

const wrapped = (type: string): string => (/[ |]/.test(type) && !type.startsWith('{') ? `(${type})` : type);

function objectOf({ properties = {}, required = [] }: Schema, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const type = typeOf(schema, inner);
    return `${inner}readonly ${name}${required.includes(name) ? '' : '?'}: ${type};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}
