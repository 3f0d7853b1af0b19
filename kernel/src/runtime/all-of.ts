/** Does it for each, one after the other, also where one fails; then throws what failed first. */
export async function allOf<T>(all: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  let failed: { readonly error: unknown } | undefined;
  for (const one of all)
    try {
      await work(one);
    } catch (error) {
      failed ??= { error };
    }
  if (failed) throw failed.error;
}
