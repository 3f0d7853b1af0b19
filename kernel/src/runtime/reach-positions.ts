import type { Consumer } from './consumer-spec.ts';

const lookMs = 250;

/** Waits until a consumer has come to these positions. `tick` runs while it has not, and ends the wait by throwing. */
export async function reachPositions(
  consumer: Pick<Consumer, 'reached'>,
  target: readonly number[],
  tick: () => Promise<unknown>,
): Promise<void> {
  for (const [partition, position] of target.entries())
    while (!(await consumer.reached(partition, position, lookMs))) await tick();
}
