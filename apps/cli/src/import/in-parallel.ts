/** Works on 0 … count - 1 in order, so many at a time; begins nothing new once aborted. The first error ends it. */
export async function inParallel(
  count: number,
  atOnce: number,
  signal: AbortSignal,
  work: (i: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  let failed = false;
  async function worker(): Promise<void> {
    while (next < count && !failed && !signal.aborted) {
      try {
        await work(next++);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  const done = await Promise.allSettled(Array.from({ length: Math.min(atOnce, count) }, worker));
  for (const one of done) if (one.status === 'rejected') throw one.reason;
}
