import type { Random } from './random.ts';
import type { Trace } from './trace.ts';

/** What ends at once when a process is killed: none of its tasks runs any more. */
export interface Life {
  readonly name: string;
  alive: boolean;
}

interface Task {
  readonly life: Life;
  readonly label: string;
  readonly action: () => void;
}

interface Timer extends Task {
  readonly at: number;
  cancelled: boolean;
}

/** All that waits in a simulated world, in virtual time. What is ready is taken in an order that chance decides. */
export interface Scheduler {
  /** Virtual milliseconds since the start. */
  time(): number;
  /** Tasks run so far: a clock that orders everything that happens. */
  steps(): number;
  soon(life: Life, label: string, action: () => void): void;
  /** The answer cancels it. */
  later(life: Life, label: string, ms: number, action: () => void): () => void;
  /** Resolves in a turn of its own, sometimes after a while. */
  hop(life: Life, label: string): Promise<void>;
  /** Runs one task and all that follows from it at once. False when nothing waits any more. */
  step(): Promise<boolean>;
  /** From now on tasks are taken in order and hops take no time. */
  calm(): void;
  readonly counts: { reordered: number; delayed: number };
}

export interface SchedulerOptions {
  readonly random: Random;
  readonly trace: Trace;
  /** How often a hop takes time, and how much at most. */
  readonly delay: { readonly probability: number; readonly msMax: number };
}

/** Macro tasks of Node (its test runner's, say) get their turn this often. */
const breatheEvery = 4096;

export function scheduler({ random, trace, delay }: SchedulerOptions): Scheduler {
  const ready: Task[] = [];
  const timers: Timer[] = []; // Ascending by `at`, then by when they were set.
  const counts = { reordered: 0, delayed: 0 };
  let now = 0;
  let steps = 0;
  let calm = false;

  const soon = (life: Life, label: string, action: () => void): void => {
    if (life.alive) ready.push({ life, label, action });
  };

  function later(life: Life, label: string, ms: number, action: () => void): () => void {
    const timer: Timer = { life, label, action, at: now + Math.max(0, ms), cancelled: false };
    let place = timers.length;
    while (place > 0 && (timers[place - 1] as Timer).at > timer.at) place--;
    timers.splice(place, 0, timer);
    return () => void (timer.cancelled = true);
  }

  /** When nothing is ready, time moves on to the next timer. */
  function wakeTimers(): void {
    while (ready.length === 0 && timers.length > 0) {
      now = Math.max(now, (timers[0] as Timer).at);
      while (timers[0] && timers[0].at <= now) {
        const timer = timers.shift() as Timer;
        if (!timer.cancelled && timer.life.alive) ready.push(timer);
      }
    }
  }

  function take(): Task | undefined {
    const place = calm ? 0 : random.below(ready.length);
    if (place > 0) counts.reordered++;
    return ready.splice(place, 1)[0];
  }

  return {
    counts,
    time: () => now,
    steps: () => steps,
    calm: () => void (calm = true),
    soon,
    later,
    hop: (life, label) =>
      new Promise((resolve) => {
        const slow = !calm && random.chance(delay.probability);
        if (slow) counts.delayed++;
        if (slow) later(life, label, random.between(1, delay.msMax), resolve);
        else soon(life, label, resolve);
      }),
    async step() {
      wakeTimers();
      const task = take();
      if (!task) return false;
      if (!task.life.alive) return true;
      trace.note(`${now} ${task.life.name} ${task.label}`);
      task.action();
      await nothingElse();
      if (++steps % breatheEvery === 0) await new Promise(setImmediate);
      return true;
    },
  };
}

/** Resolves when no promise job is left: a tick that is asked for from a promise job comes after all of them. */
export async function nothingElse(): Promise<void> {
  await undefined; // Now this is one.
  await new Promise<void>((resolve) => {
    process.nextTick(resolve);
  });
}
