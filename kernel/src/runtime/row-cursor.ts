import { viewLimits } from '../ports/index.ts';

/** The place of a row in an index, as text: the key alone where the index orders by key. */
export const cursorText = (by: string | number, key: string): string => {
  if (by === '') return key;
  return typeof by === 'number'
    ? `n${by}~${key}`
    : `s${encodeURIComponent(by.toWellFormed()).replaceAll('~', '%7E')}~${key}`;
};

/** A search goes on behind so many rows, which a cursor tells. One that tells nothing is the beginning. */
export const searchOffset = (cursor: string | undefined): number =>
  cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Math.min(Number(cursor), viewLimits.searchOffsetMax) : 0;

export function cursorFrom(text: string): { by: string | number; key: string } {
  const match = /^([ns])([^~]*)~(.*)$/s.exec(text);
  if (!match) return { by: '', key: text };
  const [, kind, by = '', key = ''] = match;
  return { by: kind === 'n' ? Number(by) || 0 : decoded(by), key };
}

// A cursor comes from outside: a broken one is some place in the index, never an error.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
