import { masked } from './masked.ts';

const depthMax = 32;

/** A value as JSON shows it: states may hold maps, sets and dates; hidden fields say so. */
export function shown(value: unknown, depth = 0): unknown {
  if (value === masked) return { masked: true };
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === depthMax) return '…';
  const inner = (one: unknown): unknown => shown(one, depth + 1);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64url');
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, one]) => [String(key), inner(one)]));
  if (value instanceof Set || Array.isArray(value)) return [...(value as Iterable<unknown>)].map(inner);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inner(one)]));
}
