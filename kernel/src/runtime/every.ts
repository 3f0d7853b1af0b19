import type { Clock } from '../clock.ts';

/** Does work again and again, each time so long after the last one ended. Answers how to stop it. */
export function every(
  clock: Pick<Clock, 'after'>,
  ms: number,
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let isStopped = false;
  let running: Promise<void> = Promise.resolve();
  let cancel = (): void => {};
  const again = (): void => {
    if (isStopped) return;
    cancel = clock.after(ms, () => void (running = work().catch(onError).then(again)));
  };
  again();
  return async () => {
    isStopped = true;
    cancel();
    await running;
  };
}
