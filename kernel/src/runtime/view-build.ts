import type { Clock } from '../clock.ts';
import type { Recorded } from '../event.ts';
import { Fault } from '../fault.ts';
import type { Cache, EventStore, ParkedEvent, ViewStore, ViewTable } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import type { Tracer } from '../tracer.ts';
import type { Codec } from './codec.ts';
import { consumer } from './consumer.ts';
import type { Consumer } from './consumer-spec.ts';
import type { InTurn } from './in-turn.ts';
import { longStretch } from './long-stretch.ts';
import type { NearBound } from './near-bound.ts';
import { nearRows, type NearRows } from './near-rows.ts';
import { orStop } from './or-stop.ts';
import { othersChanges } from './others-changes.ts';
import { erasedRows, pagesOf, personalRows, type PersonalRows } from './personal-rows.ts';
import { foldBatch, type Folded, type Touched } from './projector.ts';
import type { RowSource } from './row-reader.ts';
import type { Ownership } from './ownership.ts';
import { sequences, type Mark, type Sequences } from './sequences.ts';
import { standing, type Found } from './standing.ts';
import { untilTheStoreCan } from './until-the-store-can.ts';
import type { StretchLimits } from './stretch-limits.ts';

/** One build of a view: its table, its cursor, its place in the cache, and the consumer that keeps it up to date. */
export interface ViewBuild extends RowSource {
  readonly number: number;
  readonly consumer: Consumer;
  readonly sequences: Sequences;
  /** Where the store is shared. */
  readonly near: NearRows | undefined;
  /** Throws when rows may have been written that this process does not know of. */
  assertKnown(): Promise<void>;
  /** Nothing had been folded when it was opened. */
  readonly fresh: boolean;
  /** Events applied since the process started. */
  applied(): number;
  /** ER3: takes the fields of a person out of all rows, between batches. Their key is destroyed before. */
  erase(person: string): Promise<void>;
  /** Who has read before, in whichever process, cannot write any more without asking where the build stands (VW37). */
  fence(): Promise<void>;
  stop(): Promise<void>;
}

export interface BuildDeps {
  readonly service: string;
  readonly events: EventStore;
  readonly codec: Codec;
  readonly store: ViewStore;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly notices: Notices;
  readonly tracer?: Tracer | undefined;
  readonly stretches: StretchLimits;
  readonly inTurn: InTurn;
  /** True while someone's key is destroyed and rows may still hold what was read with it. */
  readonly erasing: () => Promise<boolean>;
  /** True when everyone whose erasure stands in the log by now is erased here, within a bound. */
  readonly erased: () => Promise<boolean>;
  /** True while someone's erasure may not be carried out here: what this process holds of rows is not used (ER3). */
  readonly isErasing: () => boolean;
  readonly nearBound: NearBound;
  readonly isPaused: (view: string) => boolean;
  /** Absent where this process does all the work. */
  readonly ownership: Ownership | undefined;
  /** Another process has written: it may have been told to stand still, and so are we. */
  readonly otherWrote: () => Promise<void>;
}

export interface Notices {
  /** A consumer has moved. */
  advanced(): void;
  parked(parked: ParkedEvent): void;
  failing(consumer: string, error: unknown): void;
  /** A message to the outside became a dead letter. */
  givenUp(
    message: { readonly id: string; readonly kind: string; readonly attempts: number },
    error: string,
  ): void;
}

/** What the names of a view's builds are made of. */
type Built = Pick<ViewType, 'name' | 'version'>;

export const tableOf = (view: Built & Pick<ViewType, 'indexes' | 'search'>, number: number): ViewTable => ({
  id: `${view.name.replaceAll('-', '_')}_v${view.version}_${number}`,
  indexes: Object.keys(view.indexes),
  search: view.search !== undefined,
});

export const consumerName = (view: Built, number: number): string => `${view.name}@${view.version}.${number}`;

/** What this build is among the works that processes share. */
export const workOf = (service: string, of: string): string => `${service}/${of}`;

const cursorStride = 20_000;
/** How often a process looks whether others have changed rows, where nothing else tells. */
const lookMs = 900;
/** How often a person's rows are looked for where another process writes while it is looked: what moves is found by one. */
const keysTriesMax = 20;

export async function viewBuild(
  deps: BuildDeps,
  view: ViewType,
  number: number,
  options: { paused?: boolean } = {},
): Promise<ViewBuild> {
  const { store, cache, events, ownership } = deps;
  const table = tableOf(view, number);
  const name = consumerName(view, number);
  await store.open(table);
  const beganMs = deps.clock.steady();
  // Behind the partitions a count of the changes that move no cursor: parked events retried, persons erased.
  const besides = events.partitions;
  const stand = await standing(deps, name, events.partitions + 1);
  const positions = Array.from({ length: events.partitions + 1 }, (_, at) => stand.at(at));
  const cursors = positions.slice(0, events.partitions);
  // The sum grows with every commit of the build, also over restarts and processes.
  let revision = positions.reduce((sum, position) => sum + position, 0);
  const near = store.exclusive
    ? undefined
    : nearRows(view, deps.nearBound, deps.clock, () => view.personal !== 'none' && deps.isErasing());
  near?.confirmed(beganMs);
  let namespace = `${deps.service}/${table.id}`;
  let forgotten = 0;
  let applied = 0;
  /** CA7: without rows, what the shared cache holds may be old. */
  const feed = (rows?: ReadonlyMap<string, Touched>): void =>
    cache.feed?.(
      namespace,
      rows && new Map([...rows].map(([key, { after }]) => [key, after ?? null])),
      written(),
    );
  /** The shared cache hears of all commits from this process, while it is the owner. */
  let isTelling = false;
  let beginsTelling = false;
  /** What is left to do of the commit whose answer was lost. */
  let doubted: (() => void) | undefined;

  function reach(partition: number, position: number): void {
    revision += Math.max(0, position - (positions[partition] ?? 0));
    positions[partition] = Math.max(position, positions[partition] ?? 0);
  }

  /** What is remembered of rows, or is just being read, may be old. */
  function forget(): void {
    if (cache.feed) return; // A shared cache hears it from who wrote.
    cache.clear(namespace);
    namespace = `${deps.service}/${table.id}/${++forgotten}`;
  }

  const source: RowSource = {
    table,
    near,
    get namespace() {
      return namespace;
    },
    // What was only read has changed no row; other processes do not hear of it.
    revision: () => (cache.feed ? written() : revision),
  };
  const written = (): number => positions.reduce((sum, _, at) => sum + stand.at(at), 0);

  const started = orStop(async () => near?.close());
  const parking = sequences({
    consumer: name,
    store,
    clock: deps.clock,
    decode: (stored) => deps.codec.decode(stored),
    sequence: (event) => view.sequence(event),
    onParked: deps.notices.parked,
    async apply(batch: readonly Recorded[], mark) {
      await commit(await foldBatch(view, store, cache, source, batch), mark, batch.length, true);
    },
  });
  const inSequence = await started(parking);
  const stretch = longStretch({
    view,
    events,
    codec: deps.codec,
    store,
    source,
    clock: deps.clock,
    limits: deps.stretches,
    inTurn: deps.inTurn,
    isParking: () => inSequence.isParking(),
    commit: (folded, mark, count) => commit(folded, mark, count, false),
  });

  /** `keep`: rows go into the cache. What is not in there already is not wanted by anyone while a build catches up. */
  async function commit({ changes, rows }: Folded, given: Mark, count: number, keep: boolean): Promise<void> {
    // VW7: whatever changes rows raises the revision.
    const besideCursors = { partition: besides, position: stand.at(besides) + 1 };
    const mark = given.cursor || changes.length === 0 ? given : { ...given, cursor: besideCursors };
    const finish = (): void => {
      // The revision says nothing of rows that change while the cursors stay.
      if (mark.unpark) forget();
      if (mark.cursor) reach(mark.cursor.partition, mark.cursor.position);
      for (const [key, { after }] of cache.feed ? [] : rows)
        if (keep || !store.exclusive || cache.get(namespace, key))
          cache.put(namespace, key, after ?? null, revision);
      // Rows that were read and not written may have been changed by others since.
      if (changes.length > 0 && keep)
        near?.changed(new Map([...rows].map(([key, { after }]) => [key, after ?? null])));
      else if (changes.length > 0) near?.forget();
      applied += count;
    };
    if (changes.length === 0 && !isDue(mark, count)) return finish();
    if (keep) stretch.writing(rows.keys());
    doubted = () => {
      finish();
      // Who knows what the cache heard of others' commits before this one. ER3: its rows take the place of what is held.
      if (!isTelling) feed();
      feed(rows);
    };
    const atMs = deps.clock.steady();
    await stand.commit({ changes: changes.length > 0 ? [{ table, rows: changes }] : [], ...mark });
    doubted();
    // Nobody has written in between (VW37).
    near?.confirmed(atMs);
    doubted = undefined;
  }

  /**
   * A cursor alone is written seldom: events that changed no row change none when they are read again. Where others
   * follow, they wait to be told.
   */
  function isDue({ cursor, park, unpark }: Mark, count: number): boolean {
    if (!cursor || park || unpark || (ownership && count > 0)) return true;
    return cursor.position - stand.at(cursor.partition) >= cursorStride;
  }

  /** A commit that failed may have been written all the same: then what follows from it is done now. */
  function settle({ writer, positions: found }: Found): void {
    if (writer === 'us') doubted?.();
    doubted = undefined;
    if (writer !== 'others') return;
    // Who knows which rows another has written.
    stretch.overtaken();
    forget();
    inSequence.doubt();
    for (const [partition, position] of found.entries()) {
      reach(partition, position);
      positions[partition] = position;
    }
  }

  const own = consumer(events, deps.clock, {
    name,
    types: view.reads.map(({ type }) => type),
    cursors,
    ...(options.paused && { paused: true }),
    handle: (partition, stored, upTo) => inSequence.handle(partition, stored, upTo),
    tracer: deps.tracer,
    stretch: (partition, after, signal) => stretch.consume(partition, after, signal),
    share: ownership && ((worker) => ownership.share(workOf(deps.service, name), worker)),
    async takeUp(epoch) {
      await stand.fence(epoch);
      // SU9: who was told to pause it may have been somebody else until now.
      await deps.otherWrote();
      isTelling = beginsTelling = true;
    },
    letGo() {
      stand.letGo();
      isTelling = false;
    },
    mayBeBehind: near && (() => !near.wasConfirmedWithin(lookMs)),
    async standing(read) {
      const atMs = deps.clock.steady();
      const found = await stand.ask();
      const others =
        near && found.writer === 'others'
          ? await othersChanges({ events, codec: deps.codec, store, view, table, near }, stand, found)
          : undefined;
      // Only what was dropped stands behind where it stood. A shared cache need not have heard that its rows are gone.
      if (found.positions.some((at, place) => at < stand.at(place)))
        namespace = `${deps.service}/${table.id}/dropped`;
      const goOn = stand.goOn(read, found);
      // At once: what is read from memory never is older than what this process says it has.
      if (others === 'unknown') near?.forget();
      else if (others) near?.changed(others);
      stand.takeOver(found);
      settle(found);
      near?.confirmed(atMs);
      // Who only follows writes nothing, and hears of pauses every second.
      if (found.writer === 'others' && own.state() !== 'following') await deps.otherWrote();
      // What a shared cache holds may be from another process, or too old: from here on this one tells it.
      if (isTelling && (beginsTelling || found.writer === 'others')) feed();
      beginsTelling = false;
      return goOn.slice(0, events.partitions);
    },
    onAdvanced: deps.notices.advanced,
    onError: (error) => deps.notices.failing(name, error),
  });
  async function fence(): Promise<void> {
    if (store.exclusive) return;
    await untilTheStoreCan(deps.clock, () => own.exclusively(() => stand.commit({ changes: [] })));
  }

  /** All in one turn: between two, a row that moves could pass from where nobody has looked to where all have. */
  function keysOf(theirs: PersonalRows): Promise<readonly string[]> {
    const all = new Set<string>();
    const lastCommit = async (): Promise<string | undefined> =>
      store.exclusive ? undefined : store.lastCommit(name);
    return own.exclusively(async () => {
      let [before, isWhole] = [await lastCommit(), false];
      for (let tries = 0; !isWhole && tries < keysTriesMax; tries++) {
        const found = await theirs.keys();
        for (const key of found.keys) all.add(key);
        const after = await lastCommit();
        isWhole = found.isWhole || after === before;
        before = after;
      }
      return [...all];
    });
  }

  return {
    table,
    near,
    get namespace() {
      return namespace;
    },
    revision: source.revision,
    number,
    fresh: cursors.every((at) => at === 0),
    consumer: own,
    sequences: inSequence,
    async assertKnown() {
      if (!(await stand.isKnown()))
        throw new Fault('contention', `A commit of ${name} was written that this process did not wait for.`);
    },
    applied: () => applied,
    fence,
    async erase(person) {
      // What another process read before the key was destroyed, and has not written yet, is refused from here on.
      await fence();
      const theirs = personalRows(view, store, table, person);
      const allRows = async (): Promise<void> => {
        for (const keys of pagesOf(await keysOf(theirs))) {
          await own.exclusively(async () => {
            const folded = erasedRows(view, await theirs.read(keys), person, (error) =>
              deps.notices.failing(`${name}, which removes the row of someone who is erased`, error),
            );
            if (folded.changes.length > 0) await commit(folded, {}, 0, true);
          });
          await deps.clock.turn();
        }
      };
      // Another process may write at the same time: then all is gone through once more, and what is erased stays so.
      await (store.exclusive ? allRows() : untilTheStoreCan(deps.clock, allRows));
    },
    async stop() {
      await own.stop();
      near?.close();
    },
  };
}
