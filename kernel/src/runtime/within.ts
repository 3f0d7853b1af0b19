import type { Clock } from '../clock.ts';

/** True when it was done within the time, false when the time is over. */
export async function within(
  done: Promise<unknown>,
  clock: Pick<Clock, 'after'>,
  ms: number,
): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const cancel = clock.after(ms, () => late.resolve(false));
  const first = await Promise.race([late.promise, done.then(() => true)]);
  cancel();
  return first;
}
