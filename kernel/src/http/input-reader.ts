import type { z } from 'zod';
import type { EdgeContext } from './edge-request.ts';
import { fitted } from './fitted.ts';
import { inputFaults, type InputFault } from './input-faults.ts';
import type { ParsedRoute } from './route-of.ts';
import { integerFields, strictInput } from './strict-input.ts';

const digits = /^-?(?:0|[1-9]\d*)$/;

/** Reads the fields of a body or a query string, and those of the path, as the declared input. */
export function inputReader(input: z.ZodType, route: ParsedRoute, others: 'body' | 'query') {
  const schema = strictInput(input);
  const place = (field: string): InputFault['in'] => (route.fields.includes(field) ? 'path' : others);
  const integers = integerFields(input).filter((field) => place(field) !== 'body');
  /** The input; or `undefined`, with what is wrong added to `faults`. */
  return (c: EdgeContext, fields: Record<string, unknown>, faults: InputFault[]): object | undefined => {
    for (const field of route.fields) {
      const value = c.req.param(field) ?? '';
      if (Object.hasOwn(fields, field)) {
        faults.push({ in: others, path: field, what: 'This field stands in the path; leave it out here.' });
      }
      if (value.includes('\0'))
        faults.push({ in: 'path', path: field, what: 'Holds NUL; send whole characters.' });
      fields[field] = value; // `fields` was parsed for this request alone.
    }
    // What is coerced to a number would be taken as `0x10`, `1e1` or ` 5`, too.
    for (const field of integers) {
      const sent = fields[field];
      if (typeof sent !== 'string' || digits.test(sent)) continue;
      faults.push({ in: place(field), path: field, what: noInteger(sent), expected: 'number' });
      fields[field] = Number.NaN;
    }
    const parsed = fitted(schema, fields);
    if (parsed.success) return parsed.data as object;
    const issues = parsed.issues.filter(({ path: [field] }) => !Number.isNaN(fields[String(field)]));
    faults.push(...inputFaults(issues, place));
    return undefined;
  };
}

function noInteger(sent: string): string {
  const found = /^\s*$/.test(sent)
    ? 'nothing'
    : /^\s*[-+.]*\d/.test(sent)
      ? 'a number in another form'
      : 'text';
  return `Expected a whole number in digits, such as 30; found ${found}.`;
}
