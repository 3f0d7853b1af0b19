import type { Patch } from '../../live.ts';
import type { Positions } from '../dispatch.ts';
import type { LiveEvent } from './live-event.ts';

/** A patch with whom it is for and what it follows from. */
export interface Delivery {
  readonly to: readonly string[];
  readonly patch: Patch;
  readonly by: string | undefined;
  readonly partition: number;
  readonly position: number;
  readonly event: LiveEvent;
}

/** The latest deliveries, for those who come back. */
export interface KeptPatches {
  add(deliveries: readonly Delivery[]): void;
  /** What somebody who was told up to these positions has missed; `undefined` when part of it is forgotten. */
  after(positions: Positions): Delivery[] | undefined;
  /** Forgets all of them. */
  forget(): void;
}

/** Nothing at or before `start` is known here. */
export function keptPatches(entriesMax: number, start: readonly number[]): KeptPatches {
  const forgottenUpTo = [...start];
  let kept: Delivery[] = [];

  function forget(count: number): void {
    for (const { partition, position } of kept.slice(0, count))
      forgottenUpTo[partition] = Math.max(position, forgottenUpTo[partition] ?? 0);
    kept = kept.slice(count);
  }

  return {
    add(deliveries) {
      kept.push(...deliveries);
      // In big steps, so that forgetting costs next to nothing per patch.
      if (kept.length >= entriesMax * 1.25) forget(kept.length - entriesMax);
    },
    forget: () => forget(kept.length),
    after(positions) {
      if (forgottenUpTo.some((least, partition) => (positions.get(partition) ?? 0) < least)) return undefined;
      return kept.filter(({ partition, position }) => position > (positions.get(partition) ?? 0));
    },
  };
}

/** Of several about one thing, of one kind and for the same channels, only the last one stays, in its own place. */
export function latestOfEach(deliveries: readonly Delivery[]): Delivery[] {
  if (deliveries.length < 2) return [...deliveries];
  const latest = new Map<string, Delivery>();
  for (const delivery of deliveries) {
    const { to, patch } = delivery;
    const key = `${patch.type.kind} ${patch.type.of(patch.data)} ${to.join(' ')}`;
    latest.delete(key);
    latest.set(key, delivery);
  }
  return [...latest.values()];
}
