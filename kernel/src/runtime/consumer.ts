import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { EventStore, StoredEvent } from '../ports/index.ts';
import { emptyUpTo } from './empty-up-to.ts';
import type { Share, Worker } from './ownership.ts';
import type { Tracer } from '../tracer.ts';
import { positionWaiters } from './position-waiters.ts';
import { traced } from './traced.ts';

/** What is done with a batch. Resolves when its effects and the cursor stand; throws when the store does not take it. */
export type HandleBatch = (partition: number, events: readonly StoredEvent[], upTo: number) => Promise<void>;

export interface ConsumerSpec {
  readonly name: string;
  readonly types: readonly string[];
  /** Where each partition was read up to. */
  readonly cursors: readonly number[];
  readonly batchMax?: number;
  /** Stands still from the beginning, until it is resumed (SU9). */
  readonly paused?: boolean;
  readonly handle: HandleBatch;
  readonly tracer?: Tracer | undefined;
  /**
   * Consumes more than a batch at once where a partition is far behind; answers where it ends, or the position it was
   * given when the usual way is to be gone.
   */
  readonly stretch?: (partition: number, after: number, signal: AbortSignal) => Promise<number>;
  /**
   * Where to go on, given how far was read. Asked after a failure: what failed may have been written all the same, and
   * another process may have written.
   */
  readonly standing?: (read: readonly number[]) => Promise<readonly number[]>;
  /** True when others may have written what no event tells of: then the store is asked before anything else. */
  readonly mayBeBehind?: (() => boolean) | undefined;
  /** Where several processes could do this work: whether this one does. Else it follows what the owner has done (OW9). */
  readonly share?: ((worker: Worker) => Share) | undefined;
  /** Called before the first batch under an epoch: from then on nobody writes under an older one. */
  readonly takeUp?: (epoch: number) => Promise<void>;
  /** Called before this process does anything about work that is not its own. */
  readonly letGo?: () => void;
  /** Called when the cursors have moved. */
  readonly onAdvanced?: () => void;
  /** Called when handling failed and will be tried again. */
  readonly onError?: (error: unknown) => void;
}

/** `following`: another process does the work, and this one sees how far it is. */
export type ConsumerState = 'running' | 'following' | 'paused' | 'failing' | 'stopped';

export interface Consumer {
  readonly name: string;
  state(): ConsumerState;
  /** A copy. */
  cursors(): number[];
  has(partition: number, position: number): boolean;
  readonly partitions: number;
  position(partition: number): number;
  /** Resolves true when the partition was consumed up to the position, false when the time is over. */
  reached(partition: number, position: number, timeoutMs: number): Promise<boolean>;
  pause(): void;
  resume(): void;
  /**
   * Runs `work` between two batches: what it does to rows and cursors is seen whole or not at all. Work that failed to
   * consume must throw: then the store is asked where it stands before anything else is done.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** Consumes up to these positions and not beyond. Only inside `exclusively`; what is paused stays where it is. */
  consumeTo(positions: readonly number[]): Promise<void>;
  stop(): Promise<void>;
}

const pollMs = 1000;
const backoffMaxMs = 5000;
/** How soon the owner's work is looked for: while someone waits for it, and while nobody does. */
const followMs = { awaited: 4, idle: 20, idleMax: 250 };

/**
 * One reader of the log with a cursor per partition (SU1): catches up in batches, then follows.
 * Hints of new events wake it; a poll makes up for hints that were lost (SU4).
 */
export function consumer(events: EventStore, clock: Clock, spec: ConsumerSpec): Consumer {
  const batchMax = spec.batchMax ?? 512;
  const cursors = [...spec.cursors];
  const stopped = new AbortController();
  let state: Exclude<ConsumerState, 'following'> = spec.paused ? 'paused' : 'running';
  let failures = 0;
  let unsure = false;
  let dirty = true;
  /** A partition may be far behind: at the start, and where a batch was full. */
  const far = cursors.map(() => true);
  let busy = 0;
  let wake: () => void = () => {};
  let turn: Promise<unknown> = Promise.resolve();
  /** The epoch under which the cursors were taken up. */
  let takenUp: number | undefined;
  /** How often the owner's work was looked for in vain. */
  let looks = 0;
  let ownerIsBehind = false;
  /** While nobody waits: the owner is given time, and many consumers look at once. */
  let isLookDue = false;
  let cancelLook: (() => void) | undefined;
  const waiters = positionWaiters(cursors, clock, () => {
    dirty = true;
    looks = 0;
    wake();
  });

  const share = spec.share?.({
    changed() {
      dirty = true;
      wake();
    },
    quiet: () => turn.then(() => undefined),
  });
  const isFollowing = (): boolean => share !== undefined && share.epoch() === undefined;

  const handle = spec.tracer ? traced(spec.tracer, spec.name, clock, spec.handle) : spec.handle;
  const types = new Set(spec.types);
  const unsubscribe = events.onAppended((partition, came) => {
    // SU8: what is known to hold nothing of ours is passed over without a look.
    if (
      came &&
      !busy &&
      !dirty &&
      state === 'running' &&
      cursors[partition] === came.after &&
      none(came.types)
    ) {
      cursors[partition] = came.upTo;
      waiters.settle();
      return;
    }
    dirty = true;
    looks = 0;
    wake();
  });

  function none(came: ReadonlySet<string>): boolean {
    for (const type of came) if (types.has(type)) return false;
    return true;
  }

  /** One pass over all partitions, a batch each. True when there may be more. */
  async function pass(): Promise<boolean> {
    const epoch = share?.epoch();
    if (share && epoch === undefined) return follow();
    if (epoch !== takenUp) await takeUp(epoch as number);
    else if (spec.mayBeBehind?.()) await lookUp();
    let more = false;
    for (
      let partition = 0;
      partition < cursors.length && state !== 'paused' && state !== 'stopped' && share?.epoch() === epoch;
      partition++
    ) {
      const after = cursors[partition] as number;
      const position =
        (far[partition] && (await stretched(partition, after))) || (await batch(partition, after));
      if (position === after) continue;
      cursors[partition] = position;
      more = true; // A read may end early among events of other types: only one that moves nothing has seen the end.
      waiters.settle();
    }
    return more;
  }

  async function takeUp(epoch: number): Promise<void> {
    await spec.takeUp?.(epoch);
    await lookUp();
    takenUp = epoch;
    far.fill(true);
  }

  function letGo(): void {
    takenUp = undefined;
    spec.letGo?.();
  }

  /** OW9: where the owner stands, and from there as far as there is nothing to be done. True when that has moved. */
  async function follow(): Promise<boolean> {
    letGo();
    const before = [...cursors];
    ownerIsBehind = await skipEmpty();
    if ((ownerIsBehind && (isLookDue || waiters.any())) || spec.mayBeBehind?.()) {
      isLookDue = false;
      await lookUp();
      ownerIsBehind = await skipEmpty();
    }
    if (ownerIsBehind) lookSoon();
    waiters.settle();
    return cursors.some((at, partition) => at !== before[partition]);
  }

  function lookSoon(): void {
    if (stopped.signal.aborted) return;
    cancelLook ??= clock.after(Math.min(followMs.idleMax, followMs.idle * 2 ** looks), () => {
      cancelLook = undefined;
      isLookDue = dirty = true;
      wake();
    });
  }

  /** True when something of this consumer's comes next in any partition. */
  async function skipEmpty(): Promise<boolean> {
    let found = false;
    for (const [partition, after] of cursors.entries()) {
      const empty = await emptyUpTo(events, partition, after, spec.types);
      cursors[partition] = empty.upTo;
      found ||= empty.beforeEvent;
    }
    return found;
  }

  /** `undefined` when there is no long stretch to consume. */
  async function stretched(partition: number, after: number): Promise<number | undefined> {
    const position = await spec.stretch?.(partition, after, stopped.signal);
    if (position !== undefined && position > after) return position;
    far[partition] = false;
    return undefined;
  }

  async function batch(partition: number, after: number, upTo = Infinity): Promise<number> {
    const limit = Math.min(batchMax, upTo - after);
    const { events: found, position } = await events.readPartition(partition, after, limit, spec.types);
    if (position === after) return after;
    const within = position > upTo ? found.filter((event) => event.position <= upTo) : found;
    const end = Math.min(position, upTo);
    await handle(partition, within, end);
    far[partition] = found.length === batchMax;
    return end;
  }

  /** SU2: after a failure nothing is done again that the store holds already. */
  async function lookUp(): Promise<void> {
    for (const [partition, position] of ((await spec.standing?.([...cursors])) ?? []).entries())
      cursors[partition] = position;
    waiters.settle();
  }

  const inTurn = <T>(work: () => Promise<T>, sure: () => boolean): Promise<T> => {
    busy++;
    const next = turn
      .then(async () => {
        const isSure = sure();
        if (!isSure) letGo();
        if (unsure || !isSure) await lookUp();
        // Until it ends well, however often it looks up itself: what fails half-way must be looked up (SU2).
        unsure = true;
        const result = await work();
        unsure = false;
        return result;
      })
      .finally(() => busy--);
    turn = next.catch(() => undefined);
    return next;
  };
  const exclusively = <T>(work: () => Promise<T>): Promise<T> => inTurn(work, () => !isFollowing());

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      if (state === 'paused' || !dirty) {
        await idle();
        continue;
      }
      dirty = false;
      try {
        const more = await inTurn(pass, () => true);
        spec.onAdvanced?.();
        looks = more ? 0 : looks + 1;
        if (failures > 0 && state === 'failing') state = 'running';
        failures = 0;
        if (more) {
          dirty = true;
          await clock.turn(); // Requests come between two batches.
        }
      } catch (error) {
        dirty = true;
        if (share && error instanceof Fault && error.code === 'contention') share.doubt();
        else {
          if (state === 'running') state = 'failing'; // Neither a pause nor a stop is undone by a failure.
          spec.onError?.(error);
        }
        await clock.wait(Math.min(backoffMaxMs, 20 * 2 ** failures++), stopped.signal);
      }
    }
  }

  async function idle(): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = clock.after(idleMs(), () => {
        dirty = true;
        resolve();
      });
      // Coalesced: all that is appended until the next turn of the event loop is one batch.
      wake = () => {
        wake = () => {};
        cancel();
        void clock.turn().then(resolve);
      };
      if (stopped.signal.aborted) wake();
    });
  }

  function idleMs(): number {
    if (!isFollowing() || !ownerIsBehind || state === 'paused' || !waiters.any()) return pollMs;
    return Math.min(pollMs, followMs.awaited * 2 ** looks);
  }

  const running = run();

  return {
    name: spec.name,
    state: () => (state === 'running' && isFollowing() ? 'following' : state),
    cursors: () => [...cursors],
    has: (partition, position) => (cursors[partition] ?? 0) >= position,
    partitions: cursors.length,
    position: (partition) => cursors[partition] ?? 0,
    exclusively,
    reached: waiters.reached,
    pause: () => void (state === 'stopped' || (state = 'paused')),
    resume() {
      if (state !== 'paused') return;
      state = 'running';
      dirty = true;
      wake();
    },
    async consumeTo(positions) {
      try {
        for (const [partition, position] of positions.entries())
          for (
            let at = cursors[partition] ?? 0;
            at < position && state !== 'paused' && state !== 'stopped';
          ) {
            const end = await batch(partition, at, position);
            if (end === at)
              throw new Fault(
                'internal',
                `The log ends at ${at}; ${spec.name} was to read up to ${position}.`,
              );
            at = cursors[partition] = end;
          }
      } finally {
        waiters.settle();
        spec.onAdvanced?.();
      }
    },
    async stop() {
      state = 'stopped';
      stopped.abort();
      unsubscribe();
      cancelLook?.();
      wake();
      await running;
      waiters.end();
      share?.close();
    },
  };
}
