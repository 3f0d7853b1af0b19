import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { isOfTheStore } from './sequences.ts';
import type { ViewBuild } from './view-build.ts';

const attemptsMax = 8;

/**
 * Works while two builds of a view stand still at the same cursors; `same` is false where `live` is paused and the other
 * is ahead of it. The other is never behind.
 */
export async function abreast<T>(
  clock: Clock,
  live: ViewBuild,
  other: ViewBuild,
  work: (same: boolean) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const done = await live.consumer.exclusively(() =>
      other.consumer.exclusively(async () => {
        const fault = await aligned(live, other).catch((error: unknown) => {
          if (isOfTheStore(error) && attempt < attemptsMax) return error;
          throw error;
        });
        return fault === undefined ? { value: await work(isSame(live, other)) } : undefined;
      }),
    );
    if (done) return done.value;
    await clock.wait(20 * 2 ** attempt); // The store's own troubles are waited out (SU5).
  }
}

async function aligned(live: ViewBuild, other: ViewBuild): Promise<undefined> {
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
