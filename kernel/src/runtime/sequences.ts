import { inspect } from 'node:util';
import type { Clock } from '../clock.ts';
import type { Recorded } from '../event.ts';
import { Fault } from '../fault.ts';
import { viewLimits, type ParkedEvent, type StoredEvent, type ViewStore } from '../ports/index.ts';

/** Applies decoded events with their cursor in one transaction. Throws what a fold or a reaction threw. */
export type Apply = (events: readonly Recorded[], mark: Mark) => Promise<void>;

export interface Mark {
  readonly cursor?: { readonly partition: number; readonly position: number };
  readonly park?: readonly ParkedEvent[];
  readonly unpark?: readonly { readonly partition: number; readonly position: number }[];
}

export interface Sequences {
  handle(partition: number, events: readonly StoredEvent[], upTo: number): Promise<void>;
  /** Tries parked events again, in order, a sequence at a time. Answers how many went through. */
  retry(
    parked: readonly ParkedEvent[],
    load: (one: ParkedEvent) => Promise<StoredEvent>,
  ): Promise<{ done: number; left: number }>;
  skip(parked: readonly ParkedEvent[]): Promise<void>;
  parkedCount(): number;
  /** Others may have parked, retried or skipped: it is looked up before it matters. */
  doubt(): void;
  /** True when events are parked, as far as the store can tell. */
  isParking(): Promise<boolean>;
}

interface SequencesDeps {
  readonly consumer: string;
  readonly store: Pick<ViewStore, 'parked'>;
  readonly clock: Clock;
  readonly decode: (stored: StoredEvent) => Promise<Recorded> | Recorded;
  readonly sequence: (event: Recorded) => string;
  readonly apply: Apply;
  readonly onParked?: (parked: ParkedEvent) => void;
  /** What a store tells of in one answer. Beyond it, which sequences wait would not be known after a restart. */
  readonly parkedMax?: number;
}

/** What is known of an event, also of one that cannot be found in the log. */
type Parkable = Pick<StoredEvent, 'partition' | 'position' | 'type' | 'stream'>;

const attemptsMax = 4;
/** Cursors of consumers that find nothing of theirs are written this seldom: they are only a shortcut. */
const idleStride = 20_000;

/**
 * Keeps the order inside each sequence when events fail (SU6): the batch is applied whole; when that fails, event
 * by event; one that keeps failing is parked, later ones of its sequence follow it, all others go on.
 */
export async function sequences(deps: SequencesDeps): Promise<Sequences> {
  const { parkedMax = viewLimits.parkedMax } = deps;
  const waiting = new Map<string, number>();
  let total = 0;
  let doubtful = true;
  await count();
  const lastWritten = new Map<number, number>();

  /** At the start, and when a commit failed that may have been written all the same. */
  async function count(): Promise<void> {
    if (!doubtful) return;
    const parked = await deps.store.parked(deps.consumer, parkedMax);
    waiting.clear();
    for (const { sequence } of parked) waiting.set(sequence, (waiting.get(sequence) ?? 0) + 1);
    total = parked.length;
    doubtful = false;
  }

  const apply: Apply = async (events, mark) => {
    try {
      await deps.apply(events, mark);
    } catch (error) {
      doubtful ||= isOfTheStore(error);
      throw error;
    }
  };

  /** Where it cannot be told, what follows in the stream waits. */
  function sequenceOf(stored: StoredEvent, event: Recorded | undefined): string {
    try {
      return event ? deps.sequence(event) : stored.stream;
    } catch {
      return stored.stream;
    }
  }

  function parkedOf(stored: Parkable, sequence: string, error: unknown, attempts: number): ParkedEvent {
    const { partition, position, type, stream } = stored;
    const text =
      error === undefined
        ? ''
        : (error instanceof Error ? (error.stack ?? error.message) : inspect(error)).slice(0, 2000);
    return {
      consumer: deps.consumer,
      sequence,
      partition,
      position,
      type,
      stream,
      error: text,
      attempts,
      at: deps.clock.now(),
    };
  }

  async function decodeAll(events: readonly StoredEvent[]): Promise<Recorded[]> {
    const decoded: Recorded[] = [];
    for (const stored of events) {
      const one = deps.decode(stored);
      decoded.push(one instanceof Promise ? await one : one);
    }
    return decoded;
  }

  async function park(
    stored: StoredEvent,
    sequence: string,
    error: unknown,
    attempts: number,
  ): Promise<void> {
    if (total >= parkedMax)
      throw new Fault(
        'overloaded',
        `${deps.consumer} has set ${parkedMax} events aside and stands still: mend the cause, then retry or skip them.`,
      );
    const { partition, position } = stored;
    const parked = parkedOf(stored, sequence, error, attempts);
    await apply([], { cursor: { partition, position }, park: [parked] });
    waiting.set(sequence, (waiting.get(sequence) ?? 0) + 1);
    total++;
    deps.onParked?.(parked);
  }

  async function oneByOne(stored: StoredEvent): Promise<void> {
    const cursor = { partition: stored.partition, position: stored.position };
    for (let attempt = 1; ; attempt++) {
      let event: Recorded | undefined;
      try {
        event = await deps.decode(stored);
        const sequence = deps.sequence(event);
        // What cannot be read does not tell its sequence: it is set aside under its stream, and what follows there with it.
        const behind = [stored.stream, sequence].find((one) => waiting.has(one));
        if (behind !== undefined) return await park(stored, behind, undefined, 0);
        return await apply([event], { cursor });
      } catch (error) {
        if (isOfTheStore(error)) throw error;
        if (attempt === attemptsMax) return park(stored, sequenceOf(stored, event), error, attempt);
        await deps.clock.wait(5 * 4 ** attempt);
      }
    }
  }

  return {
    parkedCount: () => total,
    doubt: () => void (doubtful = true),

    async isParking() {
      await count();
      return waiting.size > 0;
    },

    async handle(partition, events, upTo) {
      if (events.length === 0) {
        if (upTo - (lastWritten.get(partition) ?? 0) < idleStride) return;
        await apply([], { cursor: { partition, position: upTo } });
        lastWritten.set(partition, upTo);
        return;
      }
      lastWritten.set(partition, upTo);
      await count();
      if (waiting.size === 0) {
        try {
          return await apply(await decodeAll(events), { cursor: { partition, position: upTo } });
        } catch (error) {
          if (isOfTheStore(error)) throw error;
        }
      }
      // A store that fails in between leaves the cursor after the last one done; the consumer goes on from there (SU2).
      for (const stored of events) await oneByOne(stored);
      await apply([], { cursor: { partition, position: upTo } });
    },

    async retry(parked, load) {
      await count();
      let done = 0;
      const stuck = new Set<string>();
      for (const one of parked) {
        if (stuck.has(one.sequence)) continue;
        const place = { partition: one.partition, position: one.position };
        try {
          const event = await deps.decode(await load(one));
          await apply([event], { unpark: [place] });
          release(one.sequence);
          done++;
        } catch (error) {
          if (isOfTheStore(error)) throw error;
          stuck.add(one.sequence);
          await apply([], {
            unpark: [place],
            park: [parkedOf(one, one.sequence, error, one.attempts + 1)],
          });
        }
      }
      return { done, left: parked.length - done };
    },

    async skip(parked) {
      await count();
      await apply([], { unpark: parked.map(({ partition, position }) => ({ partition, position })) });
      for (const one of parked) release(one.sequence);
    },
  };

  function release(sequence: string): void {
    const left = (waiting.get(sequence) ?? 1) - 1;
    if (left === 0) waiting.delete(sequence);
    else waiting.set(sequence, left);
    total--;
  }
}

/** The store's own troubles (full, busy, unknown outcome) are waited out; only the event's own fault parks it. */
export const isOfTheStore = (error: unknown): boolean => error instanceof Fault && error.retryable;
