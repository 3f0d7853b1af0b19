import { header, type EdgeContext } from './edge-request.ts';
import type { InputFault } from './input-faults.ts';
import { parseJson } from './parse-json.ts';
import type { ProblemCode } from './problem-codes.ts';
import { readBody } from './read-body.ts';

export type CommandBody =
  | { readonly fields: Record<string, unknown> }
  | { readonly fault: InputFault }
  | { readonly problem: ProblemCode; readonly more?: Readonly<Record<string, unknown>> };

const json = /^application\/(?:[a-z0-9.-]+\+)?json *(?:; *charset="?utf-8"? *)?$/i;

/** HT6: the fields of a command's body. No body is an empty object. */
export async function commandBody(c: EdgeContext, bytesMax: number): Promise<CommandBody> {
  const read = readBody(c, bytesMax);
  const bytes = read instanceof Promise ? await read : read;
  if (bytes === 'too-large') return { problem: 'body-too-large', more: { maximum: bytesMax } };
  if (bytes === 'incomplete') return { problem: 'incomplete-body' };
  if (bytes.length === 0) return { fields: {} };
  if (!isJson(c)) return { problem: 'unsupported-media-type' };
  const parsed = parseJson(bytes);
  if ('malformed' in parsed) return { problem: 'malformed-json', more: { hint: parsed.malformed } };
  if ('fault' in parsed) return { fault: { in: 'body', ...parsed.fault } };
  return isRecord(parsed.value) ? { fields: parsed.value } : { fault: notAnObject };
}

function isJson(c: EdgeContext): boolean {
  const type = header(c, 'content-type');
  const encoding = header(c, 'content-encoding');
  return (
    (type === 'application/json' || (type !== undefined && json.test(type))) &&
    (encoding === undefined || encoding === 'identity')
  );
}

const notAnObject: InputFault = { in: 'body', path: '', what: 'Expected a JSON object.', expected: 'object' };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
