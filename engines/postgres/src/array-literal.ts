/**
 * An array in PostgreSQL's text form, for a parameter of a declared type. One pass, no detour by way of strings for
 * numbers: a batch has a dozen arrays of hundreds of values.
 */
export function arrayLiteral(values: readonly (string | number | null)[]): string {
  let text = '{';
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (i > 0) text += ',';
    if (typeof value === 'string') text += `"${special.test(value) ? value.replace(each, '\\$&') : value}"`;
    else text += value ?? 'NULL';
  }
  return `${text}}`;
}

const special = /["\\]/;
const each = /["\\]/g;

/** Bytes as an element of such an array; text is hexadecimal already. */
export const hexElement = (bytes: Uint8Array | string): string =>
  `\\x${typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('hex')}`;

/** Whole numbers from the text form. */
export const numbersFrom = (text: string): number[] => JSON.parse(`[${text.slice(1, -1)}]`) as number[];
