const made = new Map<string, unknown>();

/** `Intl` objects are slow to make (0.1 ms each) and safe to keep: one of each name for a language. */
export function kept<Made>(tag: string, name: string, make: (tag: string) => Made): Made {
  const key = `${tag} ${name}`;
  const known = made.get(key) as Made | undefined;
  if (known !== undefined) return known;
  const fresh = make(tag);
  made.set(key, fresh);
  return fresh;
}
