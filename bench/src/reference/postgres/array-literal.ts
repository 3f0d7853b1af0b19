/** An array in PostgreSQL's text form, for a parameter of a declared type. One pass: pg's own way takes longer. */
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
