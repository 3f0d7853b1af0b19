import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Leases, LeaseTable } from '../ports/index.ts';
import { shareOf } from './share-of.ts';

/** A piece of work that this process does while it owns it. */
export interface Share {
  /** Under which epoch; `undefined` while another process does it, or nobody (OW9). */
  epoch(): number | undefined;
  /** The store refused this process: whether it still owns the work is asked at once, and not believed meanwhile. */
  doubt(): void;
  /** It is no longer done here: its worker has stopped. */
  close(): void;
}

/** Who does the work. */
export interface Worker {
  /** It was given to this process, or taken from it. */
  changed(): void;
  /** Resolves when nothing of it is under way. */
  quiet(): Promise<void>;
}

/** What this process does of the work that several share. */
export interface Ownership {
  share(work: string, worker: Worker): Share;
  /**
   * Resolves when this process has the work, and has it until it is released, whoever else wants it (OW11). Ends with
   * `contention` when another one keeps it.
   */
  need(work: string): Promise<() => void>;
  /** Whether another process had it at the last beat. */
  isElsewhere(work: string): boolean;
  /** Takes part from here on; resolves when the first share of the work is known. */
  start(): Promise<void>;
  /** Gives up everything at once. The workers have stopped. */
  stop(): Promise<void>;
}

interface Held {
  readonly worker: Worker;
  epoch: number | undefined;
  /** It is being given up: the batch under way may end. */
  leaving: boolean;
  doubted: boolean;
}

interface OwnershipDeps {
  readonly leases: Leases;
  readonly clock: Clock;
  /** Unlike any before or beside it. */
  readonly member: string;
  readonly onError: (error: unknown) => void;
}

const beatsPerHold = 5;
const needMaxMs = 30_000;
const needPollMs = 50;

export function ownership({ leases, clock, member, onError }: OwnershipDeps): Ownership {
  const shares = new Map<string, Held>();
  const needs = new Map<string, number>();
  let left: ReadonlySet<string> = new Set();
  let elsewhere: ReadonlySet<string> = new Set();
  /** OW12: until then the others believe this process to be there, by its own steady clock and rather less than more. */
  let untilMs = -Infinity;
  let running: Promise<void> | undefined;
  let again = false;
  let failing = false;
  let cancel: (() => void) | undefined;
  let started = false;
  let stopped = false;

  async function beat(): Promise<void> {
    const beganMs = clock.steady();
    const table = await leases.beat(member, { wants: [...shares.keys()], needs: [...needs.keys()] });
    untilMs = beganMs + leases.holdMs;
    settle(table);
    elsewhere = new Set(table.held.filter(({ holder }) => holder !== member).map(({ work }) => work));
    const change = shareOf(member, table, left);
    for (const work of change.give) void giveUp(work);
    const got = change.claim.length > 0 && !stopped ? await leases.claim(member, change.claim) : [];
    for (const { work, epoch } of got) give(shares.get(work), epoch);
    const taken = new Set([...table.held, ...got].map(({ work }) => work));
    left = new Set([...shares.keys()].filter((work) => !taken.has(work)));
  }

  /** What the storage says counts: an answer may have been lost, and another may have taken what was held too long. */
  function settle({ held }: LeaseTable): void {
    const mine = new Map(
      held.flatMap(({ work, holder, epoch }) => (holder === member ? [[work, epoch]] : [])),
    );
    for (const [work, share] of shares) {
      const epoch = mine.get(work);
      if (epoch === undefined) give(share, undefined);
      else if (!share.leaving) give(share, epoch);
      share.doubted = false;
    }
    // Held, and nobody here does it any more.
    const idle = [...mine.keys()].filter((work) => !shares.has(work));
    if (idle.length > 0) void leases.release(member, idle).catch(onError);
  }

  function give(share: Held | undefined, epoch: number | undefined): void {
    if (!share || share.epoch === epoch) return;
    share.epoch = epoch;
    share.worker.changed();
  }

  async function giveUp(work: string): Promise<void> {
    const share = shares.get(work);
    if (share?.leaving) return;
    if (share) {
      share.leaving = true;
      share.worker.changed();
      await share.worker.quiet();
    }
    try {
      await leases.release(member, [work]);
      give(share, undefined);
    } catch (error) {
      onError(error); // It is tried again with the next beat.
    }
    if (share) share.leaving = false;
  }

  /** One at a time; one that is asked for meanwhile follows. */
  function now(): Promise<void> {
    if (stopped || !started) return Promise.resolve();
    if (running) {
      again = true;
      return running;
    }
    cancel?.();
    running = beat()
      .then(
        () => void (failing = false),
        (error: unknown) => {
          // Said once: a database that does not answer is asked every second.
          if (!failing) onError(error);
          failing = true;
        },
      )
      .finally(() => {
        running = undefined;
        if (stopped) return;
        if (!again) cancel = clock.after(leases.holdMs / beatsPerHold, () => void now());
        else void now();
        again = false;
      });
    return running;
  }

  const isBelieved = (): boolean => clock.steady() < untilMs;

  return {
    share(work, worker) {
      const own: Held = { worker, epoch: undefined, leaving: false, doubted: false };
      if (shares.has(work)) throw new Fault('internal', `${work} is done twice here.`, { retryable: false });
      shares.set(work, own);
      void now();
      return {
        epoch: () => (own.leaving || own.doubted || stopped || !isBelieved() ? undefined : own.epoch),
        doubt() {
          own.doubted = true;
          void now();
        },
        close() {
          shares.delete(work);
          void now();
        },
      };
    },

    async need(work) {
      needs.set(work, (needs.get(work) ?? 0) + 1);
      const release = (): void => {
        const count = (needs.get(work) ?? 1) - 1;
        if (count > 0) needs.set(work, count);
        else needs.delete(work);
        void now();
      };
      for (let polls = 0; polls < needMaxMs / needPollMs && !stopped; polls++) {
        await now();
        if (shares.get(work)?.epoch !== undefined) return release;
        // Not by a clock of tests: the others give it up with their next beat, and that is in earnest.
        await new Promise<void>((resolve) => void clock.after(needPollMs, resolve));
      }
      release();
      throw new Fault('contention', `Another process works on ${work}. Try again when it has ended.`);
    },

    isElsewhere: (work) => elsewhere.has(work),

    async start() {
      started = true;
      await now();
    },

    async stop() {
      if (stopped) return;
      stopped = true;
      cancel?.();
      await running;
      // Where this fails it is over by itself, a little later.
      if (started) await leases.leave(member).catch(onError);
    },
  };
}
