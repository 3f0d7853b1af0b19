import type { Clock } from '../clock.ts';
import type { Recorded } from '../event.ts';
import type { EventStore, ViewStore } from '../ports/index.ts';
import type { Codec } from './codec.ts';
import { consumer, type Consumer } from './consumer.ts';
import type { ServiceRuntime } from './service-runtime.ts';

export interface Erasures {
  readonly consumer: Consumer;
  /** True while an event that erases has not been carried out here. */
  underWay(): Promise<boolean>;
}

export interface ErasuresDeps {
  readonly events: EventStore;
  readonly codec: Codec;
  readonly clock: Clock;
  readonly runtimes: ReadonlyMap<string, ServiceRuntime>;
  /** Destroys the key, and takes what was read with it out of everything here. Twice is once. */
  readonly erase: (person: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Where progress stands: beside the rows it is about, so that it is lost with them and never without. */
interface Mark {
  readonly store: ViewStore;
  readonly consumer: string;
}

const cursorStride = 20_000;

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
  const marks = [...runtimes.values()].flatMap((runtime) => marksOf(runtime, erasing));
  const standing = async (): Promise<number[]> => {
    const all = await Promise.all(marks.map((one) => one.store.cursors(one.consumer, events.partitions)));
    return Array.from({ length: events.partitions }, (_, p) => Math.min(...all.map((one) => one[p] ?? 0)));
  };
  const start = marks.length > 0 ? await standing() : [...(await events.heads())];
  const written = [...start];

  const own = consumer(events, deps.clock, {
    name: 'erasures',
    types: [...erasing.keys()],
    cursors: start,
    async handle(partition, stored, upTo) {
      for (const one of stored) {
        const { type, data }: Recorded = await codec.decode(one);
        const person = (data as Readonly<Record<string, unknown>>)[erasing.get(type) ?? ''];
        await deps.erase(String(person));
      }
      if (stored.length === 0 && upTo - (written[partition] ?? 0) < cursorStride) return;
      const cursor = { partition, position: upTo };
      for (const { store, consumer: name } of marks)
        await store.commit({ consumer: name, changes: [], cursor });
      written[partition] = upTo;
    },
    onError: deps.onError,
  });
  if (hasRows(runtimes)) await reachedAll(own, await events.heads());
  return {
    consumer: own,
    async underWay() {
      const heads = await events.heads();
      for (const [partition, head] of heads.entries()) {
        if (own.has(partition, head)) continue;
        const slice = await events.readPartition(partition, own.position(partition), 1, [...erasing.keys()]);
        if (slice.events.length > 0) return true;
      }
      return false;
    },
  };
}

/** Who keeps rows marks how far they are purged; who writes such events marks that the keys are destroyed. */
function marksOf({ service, store }: ServiceRuntime, erasing: ReadonlyMap<string, string>): Mark[] {
  const keepsRows = service.views.some(({ personal }) => personal !== 'none');
  const writes = service.streams.some((stream) => stream.events.some(({ type }) => erasing.has(type)));
  return [
    ...(keepsRows ? [{ store, consumer: 'erasures of rows' }] : []),
    ...(writes ? [{ store, consumer: 'erasures of keys' }] : []),
  ];
}

/** Rows that were written before this start may be from before an erasure that was answered: a crash brought them back. */
const hasRows = (runtimes: ReadonlyMap<string, ServiceRuntime>): boolean =>
  [...runtimes.values()].some(({ views }) =>
    [...views.values()].some(
      ({ view, live }) =>
        view.personal !== 'none' &&
        live()
          .consumer.cursors()
          .some((at) => at > 0),
    ),
  );

async function reachedAll(own: Consumer, heads: readonly number[]): Promise<void> {
  for (const [partition, position] of heads.entries())
    while (own.state() !== 'stopped' && !(await own.reached(partition, position, 1000)));
}
