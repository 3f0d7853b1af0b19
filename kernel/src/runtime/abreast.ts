import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { untilTheStoreCan } from './until-the-store-can.ts';
import type { ViewBuild } from './view-build.ts';

/**
 * Works while two builds of a view stand still at the same cursors; `same` is false where `live` is paused and the other
 * is ahead of it. The other is never behind. Where the store has its own troubles all of it is done again.
 */
export async function abreast<T>(
  clock: Clock,
  live: ViewBuild,
  other: ViewBuild,
  work: (same: boolean) => Promise<T>,
): Promise<T> {
  return untilTheStoreCan(clock, () =>
    live.consumer.exclusively(() =>
      other.consumer.exclusively(async () => {
        await aligned(live, other);
        return work(isSame(live, other));
      }),
    ),
  );
}

async function aligned(live: ViewBuild, other: ViewBuild): Promise<void> {
  const target = live.consumer
    .cursors()
    .map((at, partition) => Math.max(at, other.consumer.position(partition)));
  await live.consumer.consumeTo(target);
  await other.consumer.consumeTo(target);
  for (const { state, name } of [live.consumer, other.consumer])
    if (state() === 'stopped') throw new Fault('closed', `${name} was stopped.`, { retryable: false });
  const { name, state, has } = other.consumer;
  if (!target.every((at, partition) => has(partition, at)))
    throw new Fault('internal', `${name} is ${state()} and behind; resume it first.`, { retryable: false });
}

const isSame = (live: ViewBuild, other: ViewBuild): boolean =>
  live.consumer.cursors().every((at, partition) => at === other.consumer.position(partition));
