/** A name that needs no quotes in SQL, and cannot be anything else there. */
export function checkedName(name: string): string {
  if (/^[a-z][a-z0-9_]{0,62}$/.test(name)) return name;
  throw new Error(
    `A schema is named with lower-case letters, digits and _, 63 at most, a letter first; not '${name}'.`,
  );
}
