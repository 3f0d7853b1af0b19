import type {
  Append,
  AppendRequest,
  EventStore,
  Expected,
  NewStoredEvent,
  StoredEvent,
} from '../ports/index.ts';

export interface EventStoreFixture {
  readonly store: EventStore;
  /** Closes the store and opens the same storage again. */
  reopen?(): Promise<EventStore>;
  dispose(): Promise<void>;
}

export type MakeEventStore = (options: { partitions: number }) => Promise<EventStoreFixture>;

/** What every part of the suite is given. */
export interface EventStoreSuite {
  readonly make: MakeEventStore;
  readonly partitions: number;
  /** More commands than any index of the store may hold back. */
  readonly commandsMany: number;
}

export async function onEventStore(
  { make, partitions }: EventStoreSuite,
  work: (store: EventStore, fixture: EventStoreFixture) => Promise<void>,
): Promise<void> {
  const fixture = await make({ partitions });
  try {
    await work(fixture.store, fixture);
  } finally {
    await fixture.dispose();
  }
}

export const happened = (n: number, type = 'Happened'): NewStoredEvent => ({
  type,
  schema: 1,
  data: JSON.stringify({ n }),
});

export const to = (stream: string, expected: Expected, ...events: NewStoredEvent[]): Append => ({
  stream,
  partitionKey: stream,
  expected,
  events: events.length > 0 ? events : [happened(0)],
});

export const request = (appends: readonly Append[], more: Partial<AppendRequest> = {}): AppendRequest => ({
  appends,
  at: 1_780_000_000_000,
  actor: 'someone',
  meta: null,
  ...more,
});

export const append = (store: EventStore, stream: string, expected: Expected, ...events: NewStoredEvent[]) =>
  store.append(request([to(stream, expected, ...events)]));

export const commandOf = (id: string, fingerprint = 'print-of-its-content--') => ({
  command: { id, fingerprint },
});

/** A whole partition, page by page. */
export async function wholePartition(
  store: EventStore,
  partition: number,
  page = 1000,
  types?: readonly string[],
): Promise<StoredEvent[]> {
  const all: StoredEvent[] = [];
  for (let after = 0; ;) {
    const slice = await store.readPartition(partition, after, page, types);
    if (slice.position === after) return all;
    all.push(...slice.events);
    after = slice.position;
  }
}

export async function wholeLog(store: EventStore): Promise<StoredEvent[]> {
  const all: StoredEvent[] = [];
  for (let partition = 0; partition < store.partitions; partition++)
    all.push(...(await wholePartition(store, partition)));
  return all;
}

/** Without `decoded`, which a store may drop. */
export function plain(event: StoredEvent): StoredEvent {
  const copy = { ...event };
  delete copy.decoded;
  return copy;
}
