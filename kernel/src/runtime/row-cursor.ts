/** The place of a row in an index, as text: the key alone where the index orders by key. */
export const cursorText = (by: string | number, key: string): string => {
  if (by === '') return key;
  return typeof by === 'number'
    ? `n${by}~${key}`
    : `s${encodeURIComponent(by.toWellFormed()).replaceAll('~', '%7E')}~${key}`;
};

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
