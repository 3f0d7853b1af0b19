import { waitWith, type Clock } from '../clock.ts';
import type { Life, Scheduler } from './scheduler.ts';

const simulationStartMs = Date.parse('2026-05-01T12:00:00.000Z');

/** The clock of one simulated process. `jumpedMs` is how far its wall clock is off by now. */
export function simulatedClock(time: Scheduler, life: Life, jumpedMs: () => number): Clock {
  const clock: Clock = {
    now: () => simulationStartMs + time.time() + jumpedMs(),
    steady: () => time.time(),
    after: (ms, action) => time.later(life, 'after', ms, action),
    wait: (ms, signal) => waitWith(clock, ms, signal),
    turn: () => new Promise((resolve) => time.soon(life, 'turn', resolve)),
  };
  return clock;
}
