import type { TestContext } from 'node:test';
import { add, openTally, poison, tallies } from '../../conformance/sample.ts';
import { isRefusal, type Refusal } from '../../refusal.ts';
import { memoryEngine } from '../../testing/memory/memory-engine.ts';
import { world, type World } from '../../testing/world.ts';

/** A world of tallies in memory: `tallies` streams opened by ana, `additions` spread over them. Closed after the test. */
export async function tallyWorld(
  t: TestContext,
  options: { partitions?: number; tallies?: number; additions?: number } = {},
): Promise<World> {
  const inside = await world([tallies], memoryEngine({ partitions: options.partitions ?? 1 }));
  t.after(() => inside.close());
  const count = options.tallies ?? 3;
  for (let i = 0; i < count; i++)
    await inside.as('ana').does(openTally, { tally: `t${i}`, name: `name${i}`, note: `secret ${i}` });
  for (let i = 0; i < (options.additions ?? 6); i++) {
    inside.clock.advance(1000);
    await inside.as(['ben', 'cleo'][i % 2] as string).does(add, { tally: `t${i % count}`, amount: i + 1 });
  }
  return inside;
}

/** Runs `work` while amounts of 666 are poison to the page of a tally. */
export async function poisoned<T>(work: () => Promise<T>): Promise<T> {
  poison.on = true;
  try {
    return await work();
  } finally {
    poison.on = false;
  }
}

/** What was asked for, where a refusal would be a fault of the test. */
export function answered<T>(value: T): Exclude<T, Refusal> {
  if (isRefusal(value)) throw new Error(`refused: ${value.refusal} ${JSON.stringify(value.details)}`);
  return value as Exclude<T, Refusal>;
}
