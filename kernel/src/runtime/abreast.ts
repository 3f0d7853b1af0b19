import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { isOfTheStore } from './sequences.ts';
import type { ViewBuild } from './view-build.ts';

const attemptsMax = 20;
const waitMaxMs = 1000;

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
  for (let attempt = 1; ; attempt++) {
    try {
      return await live.consumer.exclusively(() =>
        other.consumer.exclusively(async () => {
          await aligned(live, other);
          return work(isSame(live, other));
        }),
      );
    } catch (error) {
      // The store's own troubles are waited out (SU5), each time with a look at where it stands (SU2).
      if (!isOfTheStore(error) || attempt === attemptsMax) throw error;
    }
    await clock.wait(Math.min(waitMaxMs, 20 * 2 ** attempt));
  }
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
