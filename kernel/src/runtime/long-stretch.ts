import type { Clock } from '../clock.ts';
import type { EventStore, PartitionSlice, RowChange, StoredEvent, ViewStore } from '../ports/index.ts';
import type { ViewType } from '../view.ts';
import type { Codec } from './codec.ts';
import type { InTurn } from './in-turn.ts';
import { keyFilter, type KeyFilter } from './key-filter.ts';
import { changeOf, foldStep, loadRows, stepOf, type Folded, type Step, type Touched } from './projector.ts';
import type { RowSource } from './row-reader.ts';
import { isOfTheStore, type Mark } from './sequences.ts';
import type { StretchLimits } from './stretch-limits.ts';

interface StretchDeps {
  readonly view: ViewType;
  readonly events: EventStore;
  readonly codec: Codec;
  readonly store: ViewStore;
  readonly source: RowSource;
  readonly clock: Clock;
  readonly limits: StretchLimits;
  readonly inTurn: InTurn;
  readonly isParking: () => Promise<boolean>;
  readonly commit: (folded: Folded, mark: Mark, events: number) => Promise<void>;
}

export interface LongStretch {
  /** Consumes a stretch of a partition after a position. Answers where it ends: there, when there is none. */
  consume(partition: number, after: number, signal: AbortSignal): Promise<number>;
  /** To be told of all rows before they are written in another way. */
  writing(keys: Iterable<string>): void;
  /** To be told when another process has written, who knows which rows. */
  overtaken(): void;
}

interface Stretch {
  readonly rows: Map<string, Touched>;
  position: number;
  events: number;
  chars: number;
}

/**
 * How a view that is far behind catches up (VW14): it folds tens of thousands of events in memory before it writes their
 * rows, in the order of their keys, with the cursor, in one commit. What fails at an event of its own ends the stretch
 * before it; the event itself is left to the usual way, which can park it.
 */
export function longStretch(deps: StretchDeps): LongStretch {
  const { view, events, codec, store, source, clock, limits } = deps;
  const types = view.reads.map(({ type }) => type);
  /** Where other processes share the store, each page and each look for rows is a round trip. */
  const pageMax = store.exclusive ? limits.readMax : limits.readMax * 4;
  const filterWords = store.exclusive ? undefined : 2 ** 20;
  /** The keys of all rows there may be, while a build that began with none is far behind. */
  let known: KeyFilter | undefined;

  /** Decodes events and finds their rows, then folds. Answers how many of them went well. */
  async function fold(stretch: Stretch, slice: readonly StoredEvent[]): Promise<number> {
    const { rows } = stretch;
    const steps: (Step | undefined)[] = [];
    const missing: string[] = [];
    const touch = (key: string): Touched => {
      let touched = rows.get(key);
      if (touched) return touched;
      touched = { before: undefined, after: undefined };
      rows.set(key, touched);
      if (!known || known.add(key)) missing.push(key);
      return touched;
    };
    try {
      for (const stored of slice) {
        const decoded = codec.decode(stored);
        steps.push(stepOf(view, decoded instanceof Promise ? await decoded : decoded, touch));
        stretch.chars += stored.data.length;
      }
    } catch (error) {
      if (isOfTheStore(error)) throw error;
    }
    stretch.chars += await loadRows(store, source, rows, missing);
    let done = 0;
    try {
      for (const step of steps) {
        if (step) foldStep(view, step);
        done++;
      }
    } catch (error) {
      if (isOfTheStore(error)) throw error;
    }
    return done;
  }

  /** `undefined` when it is to end before all of it was read. */
  async function read(
    partition: number,
    after: number,
    head: number,
    signal: AbortSignal,
  ): Promise<Stretch | undefined> {
    const stretch: Stretch = { rows: new Map(), position: after, events: 0, chars: 0 };
    const page = (from: number): Promise<PartitionSlice> => {
      const slice = events.readPartition(partition, from, pageMax, types);
      slice.catch(() => undefined); // Whoever takes it hears of it; one that is not wanted any more may fail.
      return slice;
    };
    let next = page(after);
    while (stretch.position < head && stretch.rows.size < limits.rowsMax && stretch.chars < limits.charsMax) {
      const slice = await next;
      // SU3: one page ahead, so that the store reads while this one is folded.
      if (slice.position < head) next = page(slice.position);
      const done = await fold(stretch, slice.events);
      stretch.events += done;
      if (done < slice.events.length) {
        stretch.position = (slice.events[done] as StoredEvent).position - 1;
        return stretch;
      }
      stretch.position = slice.position;
      await clock.turn();
      if (signal.aborted) return undefined;
    }
    return stretch;
  }

  /** In the order of their keys. */
  async function changesOf(rows: ReadonlyMap<string, Touched>): Promise<RowChange[]> {
    const changes: RowChange[] = [];
    for (const [i, key] of [...rows.keys()].toSorted().entries()) {
      const touched = rows.get(key) as Touched;
      if (touched.before !== touched.after) changes.push(changeOf(view, key, touched));
      if (i % limits.readMax === limits.readMax - 1) await clock.turn();
    }
    return changes;
  }

  return {
    writing(keys) {
      if (known) for (const key of keys) known.add(key);
    },
    overtaken: () => void (known = undefined),

    async consume(partition, after, signal) {
      const heads = await events.heads();
      const head = heads[partition] ?? 0;
      if (heads.reduce((sum, at) => sum + at, 0) - source.revision() < limits.behindMin) known = undefined;
      if (head - after < limits.behindMin) return after;
      if (await deps.isParking()) return after;
      // One view at a time: what they keep in memory meanwhile would add up.
      return deps.inTurn('long stretch', () => one(partition, after, head, signal));
    },
  };

  async function one(partition: number, after: number, head: number, signal: AbortSignal): Promise<number> {
    if (source.revision() === 0) known = keyFilter(filterWords);
    const stretch = signal.aborted ? undefined : await read(partition, after, head, signal);
    if (!stretch || stretch.position === after) return after;
    const { rows, position } = stretch;
    await deps.commit(
      { changes: await changesOf(rows), rows },
      { cursor: { partition, position } },
      stretch.events,
    );
    return position;
  }
}
