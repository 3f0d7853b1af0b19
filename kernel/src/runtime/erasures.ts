import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Recorded } from '../event.ts';
import type { EventStore, Ledger } from '../ports/index.ts';
import { allOf } from './all-of.ts';
import type { Codec } from './codec.ts';
import { consumer } from './consumer.ts';
import type { Consumer } from './consumer-spec.ts';
import { isOfTheStore } from './sequences.ts';
import type { ServiceRuntime } from './service-runtime.ts';

export interface Erasures {
  readonly consumer: Consumer;
  /** True while an event that erases has not been carried out here. */
  underWay(): Promise<boolean>;
}

export interface ErasuresDeps {
  readonly events: EventStore;
  /** No other process writes here. */
  readonly exclusive: boolean;
  readonly codec: Codec;
  readonly clock: Clock;
  readonly runtimes: ReadonlyMap<string, ServiceRuntime>;
  /** Destroys the key, and takes what was read with it out of everything here. Twice is once. */
  readonly erase: (person: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Where progress stands: of rows beside them, so that it is lost with them and never without; of keys for good. */
interface Mark {
  readonly store: Pick<Ledger, 'commit' | 'cursors'>;
  readonly consumer: string;
  /** There are no rows from before this start. */
  readonly fresh: boolean;
}

const cursorStride = 20_000;
/** What fails so often at a start is no passing trouble. */
const failuresMax = 5;

/**
 * Carries out the events that erase someone (ER1). Such an event is the tombstone: from the moment it stands in the log
 * the erasure comes to its end, whatever stops in between, for the cursor moves on only when nothing is left.
 */
export async function erasures(deps: ErasuresDeps): Promise<Erasures | undefined> {
  const { events, codec, runtimes } = deps;
  const erasing = new Map(
    [...codec.types.values()].flatMap(({ type, erases }) => (erases === undefined ? [] : [[type, erases]])),
  );
  if (erasing.size === 0) return undefined;
  const marks = marksOf(runtimes, erasing);
  const heads = await events.heads();
  const start = [...heads];
  for (const { store, consumer: name, fresh } of marks) {
    if (fresh) continue;
    const cursors = await store.cursors(name, events.partitions);
    for (const [partition, at] of cursors.entries()) {
      const head = heads[partition] ?? 0;
      start[partition] = Math.min(at, start[partition] ?? 0);
      // Of another log, such as a longer one that a backup has taken the place of.
      if (deps.exclusive && at > head)
        await store.commit({ consumer: name, changes: [], cursor: { partition, position: head } });
    }
  }
  const written = [...start];
  let failures = 0;
  /** Carried out, behind one that is not yet. */
  const ahead = new Set<string>();

  const own = consumer(events, deps.clock, {
    name: 'erasures',
    types: [...erasing.keys()],
    cursors: start,
    async handle(partition, stored, upTo) {
      // One whose rows cannot be found holds up no other, and is tried again.
      await allOf(stored, async (one) => {
        const place = `${partition}.${one.position}`;
        if (ahead.has(place)) return;
        const { type, data }: Recorded = await codec.decode(one);
        await deps.erase(String((data as Readonly<Record<string, unknown>>)[erasing.get(type) ?? '']));
        ahead.add(place);
      });
      for (const { position } of stored) ahead.delete(`${partition}.${position}`);
      if (stored.length === 0 && upTo - (written[partition] ?? 0) < cursorStride) return;
      const cursor = { partition, position: upTo };
      for (const { store, consumer: name } of marks)
        await store.commit({ consumer: name, changes: [], cursor });
      written[partition] = upTo;
    },
    onError(error) {
      if (!isOfTheStore(error)) failures++;
      deps.onError(error);
    },
  });
  // ER6: rows from before this start may be from before an erasure that was answered: a crash brought them back.
  if (marks.some(({ fresh }) => !fresh)) await reachedAll(own, heads, () => failures > failuresMax);
  return {
    consumer: own,
    async underWay() {
      for (const [partition, head] of (await events.heads()).entries()) {
        if (own.has(partition, head)) continue;
        const slice = await events.readPartition(partition, own.position(partition), 1, [...erasing.keys()]);
        if (slice.events.length > 0) return true;
      }
      return false;
    },
  };
}

/**
 * Each view marks how far its rows are purged, for one that a release leaves out stands where it was when it comes back;
 * who writes such events marks that the keys are destroyed.
 */
function marksOf(
  runtimes: ReadonlyMap<string, ServiceRuntime>,
  erasing: ReadonlyMap<string, string>,
): readonly Mark[] {
  const keys: Mark[] = [];
  const rows: Mark[] = [];
  for (const { service, store, ledger, views } of runtimes.values()) {
    if (service.streams.some((stream) => stream.events.some(({ type }) => erasing.has(type))))
      keys.push({ store: ledger, consumer: 'erasures of keys', fresh: false });
    for (const { view, standIn, builds } of views.values()) {
      if (view.personal === 'none' && standIn() === undefined) continue;
      const fresh = standIn() === undefined && builds().every((build) => build.fresh);
      rows.push({ store, consumer: `erasures of rows of ${view.name}`, fresh });
    }
  }
  // Rows that are only now being folded meet no key that is to be destroyed, where it is this process that destroys them.
  return [...keys, ...rows.map((mark) => ({ ...mark, fresh: mark.fresh && keys.length > 0 }))];
}

async function reachedAll(own: Consumer, heads: readonly number[], isStuck: () => boolean): Promise<void> {
  for (const [partition, position] of heads.entries())
    while (own.state() !== 'stopped' && !(await own.reached(partition, position, 200)))
      if (isStuck()) {
        await own.stop();
        throw new Fault(
          'internal',
          'Rows of someone who was erased cannot be found to be taken out; the log says in which view. Mend that, or build the view anew from an empty file.',
          { retryable: false },
        );
      }
}
