import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { EventStore } from '../ports/index.ts';
import type { Consumer, ConsumerSpec, ConsumerState } from './consumer-spec.ts';
import { emptyUpTo } from './empty-up-to.ts';
import { ownerLooks } from './owner-looks.ts';
import { positionWaiters } from './position-waiters.ts';
import { isOfTheStore } from './sequences.ts';
import { traced } from './traced.ts';

const pollMs = 1000;
const backoffMaxMs = 5000;

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
  const waiters = positionWaiters(cursors, clock, () => mayHaveNews());
  const looks = ownerLooks(clock, waiters.any, () => {
    dirty = true;
    wake();
  });

  function mayHaveNews(): void {
    dirty = true;
    looks.begin();
    wake();
  }

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
    mayHaveNews();
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
    const mayGoOn = (): boolean => state !== 'paused' && state !== 'stopped' && share?.epoch() === epoch;
    const failed = new Map<number, unknown>();
    let more = false;
    for (let moved = true; moved && mayGoOn();) {
      moved = false;
      for (let partition = 0; partition < cursors.length && mayGoOn(); partition++)
        try {
          if (!failed.has(partition)) moved = (await goOn(partition)) || moved;
        } catch (error) {
          // The store's troubles are those of all partitions; what fails at an event is that of its own.
          if (isOfTheStore(error)) throw error;
          failed.set(partition, error);
        }
      more ||= moved;
      if (failed.size === 0) return more;
      await clock.turn(); // The others come to their end before it is tried again.
    }
    for (const error of failed.values()) throw error;
    return more;
  }

  /** A batch, or a long stretch. True when there may be more. */
  async function goOn(partition: number): Promise<boolean> {
    const after = cursors[partition] as number;
    const position =
      (far[partition] && (await stretched(partition, after))) || (await batch(partition, after));
    if (position === after) return false;
    cursors[partition] = position;
    waiters.settle();
    return true; // A read may end early among events of other types: only one that moves nothing has seen the end.
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
    let isBehind = await skipEmpty();
    if (looks.isDue(isBehind) || spec.mayBeBehind?.()) {
      await lookUp();
      isBehind = await skipEmpty();
    }
    looks.found(isBehind);
    waiters.settle();
    return cursors.some((at, partition) => at !== before[partition]);
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
        looks.looked(more);
        if (failures > 0 && state === 'failing') state = 'running';
        failures = 0;
        if (more) {
          dirty = true;
          await clock.turn(); // Requests come between two batches.
        }
      } catch (error) {
        dirty = true;
        // A store that was closed stays so: nothing comes after it.
        if (error instanceof Fault && error.code === 'closed') {
          endRun();
          return waiters.end();
        }
        if (share && error instanceof Fault && error.code === 'contention') share.doubt();
        else {
          if (state === 'running') state = 'failing'; // Neither a pause nor a stop is undone by a failure.
          spec.onError?.(error);
        }
        await clock.wait(Math.min(backoffMaxMs, 20 * 2 ** failures++), stopped.signal);
      }
    }
  }

  function endRun(): void {
    state = 'stopped';
    stopped.abort();
    unsubscribe();
    looks.stop();
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

  const idleMs = (): number =>
    isFollowing() && state !== 'paused' ? Math.min(pollMs, looks.nextMs()) : pollMs;

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
      endRun();
      wake();
      await running;
      waiters.end();
      share?.close();
    },
  };
}
