import { systemClock, type Clock } from '../clock.ts';

/** A clock that stands still until a test moves it; waits end at once and move it on. */
export function manualClock(
  startMs = Date.parse('2026-05-01T12:00:00.000Z'),
): Clock & { advance(ms: number): void } {
  let elapsed = 0;
  return {
    now: () => startMs + elapsed,
    steady: () => elapsed,
    // Deadlines and polls run by the real clock: a test that reaches one is waiting for something that went wrong.
    after: systemClock.after,
    turn: systemClock.turn,
    wait(ms) {
      elapsed += ms;
      return systemClock.turn();
    },
    advance(ms) {
      elapsed += ms;
    },
  };
}
