type Values = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** `?a=1&b=2`, without what is undefined; lists repeat their name. Empty when nothing is left. */
export function queryText(values: Values): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    if (Array.isArray(value)) for (const one of value as readonly string[]) query.append(name, one);
    else query.append(name, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
