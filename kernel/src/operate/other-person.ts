import { isErased } from '../erased.ts';
import type { Recorded } from '../event.ts';

/** The event as it might have been written by somebody else: each of these fields has another value of its kind. */
export function asOfAnother(event: Recorded, fields: readonly string[]): Recorded {
  if (fields.length === 0) return event;
  const data: Record<string, unknown> = { ...event.data };
  for (const field of fields) if (field in data) data[field] = another(data[field]);
  return { ...event, data };
}

function another(value: unknown): unknown {
  if (isErased(value)) return value;
  switch (typeof value) {
    case 'string':
      // Of another length, too, and without a word of it: what is counted or found in a text differs.
      return '•'.repeat(value.length + 1);
    case 'number':
      return value + 1;
    case 'boolean':
      return !value;
    case 'object':
      if (value === null) return '•';
      if (Array.isArray(value)) return anotherList(value);
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, another(one)]));
    default:
      return value;
  }
}

/** Of another length, where it is not empty. */
const anotherList = (list: readonly unknown[]): unknown[] => [...list, ...list.slice(0, 1)].map(another);

const hidden = { masked: true } as const;

/**
 * What of a state as it is shown does not depend on the fields that are hidden: whatever would be another for another person is
 * hidden. Both states are as `shown` makes them.
 */
export function impersonal(state: unknown, ofAnother: unknown): unknown {
  if (Object.is(state, ofAnother)) return state;
  if (!isBranch(state) || !isBranch(ofAnother) || Array.isArray(state) !== Array.isArray(ofAnother))
    return hidden;
  const keys = Object.keys(state);
  // A name that only one has may be personal itself.
  if (keys.length !== Object.keys(ofAnother).length || !keys.every((key) => Object.hasOwn(ofAnother, key)))
    return hidden;
  if (Array.isArray(state)) return keys.map((key) => impersonal(state[Number(key)], ofAnother[key]));
  return Object.fromEntries(keys.map((key) => [key, impersonal(state[key], ofAnother[key])]));
}

type Branch = Readonly<Record<string, unknown>>;

const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null;
