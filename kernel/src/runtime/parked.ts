import { Fault } from '../fault.ts';
import {
  viewLimits,
  type EventStore,
  type ParkedEvent,
  type StoredEvent,
  type ViewStore,
} from '../ports/index.ts';
import type { Consumer } from './consumer-spec.ts';
import type { Sequences } from './sequences.ts';
import type { ServiceRuntime } from './service-runtime.ts';

/** Parked events of one view or policy; of one sequence, if named. */
export interface ParkedOf {
  readonly view?: string;
  readonly policy?: string;
  readonly sequence?: string;
}

interface Owner {
  readonly consumer: Consumer;
  readonly sequences: Sequences;
  /** Where its parked events stand. */
  readonly kept: Pick<ViewStore, 'parked'>;
}

function ownersOf(runtime: ServiceRuntime, which: ParkedOf): Owner[] {
  const owners: Owner[] = [];
  const { store, ledger } = runtime;
  if (which.view !== undefined)
    for (const build of runtime.views.get(which.view)?.builds() ?? []) owners.push({ ...build, kept: store });
  const policy = which.policy === undefined ? undefined : runtime.policies.get(which.policy);
  if (policy) owners.push({ ...policy, kept: ledger });
  if (owners.length === 0)
    throw new Fault('internal', `${runtime.service.name} has no such view or policy here.`, {
      retryable: false,
    });
  return owners;
}

const parkedOf = async (owner: Owner, which: ParkedOf): Promise<readonly ParkedEvent[]> => {
  const all = await owner.kept.parked(owner.consumer.name, viewLimits.parkedMax);
  return which.sequence === undefined ? all : all.filter(({ sequence }) => sequence === which.sequence);
};

/** SU6: between two batches, so that the order inside each sequence holds. */
export async function retryParked(
  runtime: ServiceRuntime | undefined,
  which: ParkedOf,
  events: EventStore,
): Promise<{ done: number; left: number }> {
  const total = { done: 0, left: 0 };
  if (!runtime) return total;
  const load = async ({ partition, position }: ParkedEvent): Promise<StoredEvent> => {
    const { events: found } = await events.readPartition(partition, position - 1, 1);
    if (!found[0])
      throw new Fault('corrupt', `The parked event ${partition}.${position} is not in the log.`, {
        retryable: false,
      });
    return found[0];
  };
  for (const owner of ownersOf(runtime, which)) {
    const result = await owner.consumer.exclusively(async () =>
      owner.sequences.retry(await parkedOf(owner, which), load),
    );
    total.done += result.done;
    total.left += result.left;
  }
  return total;
}

export async function skipParked(runtime: ServiceRuntime | undefined, which: ParkedOf): Promise<number> {
  let skipped = 0;
  for (const owner of runtime ? ownersOf(runtime, which) : []) {
    await owner.consumer.exclusively(async () => {
      const parked = await parkedOf(owner, which);
      await owner.sequences.skip(parked);
      skipped += parked.length;
    });
  }
  return skipped;
}
