import { systemClock, type Clock } from '@touchline/kernel';
import type { Random } from '../run/random.ts';

const dayMs = 86_400_000;

/** A wall clock that someone sets wrong now and then, by up to 400 days either way. The steady clock stays steady. */
export function jumpingClock(random: Random, onJump: () => void): Clock {
  let shiftMs = 0;
  return {
    ...systemClock,
    now() {
      if (random.chance(0.05)) {
        shiftMs = Math.round((random.next() * 2 - 1) * 400 * dayMs);
        onJump();
      }
      return systemClock.now() + shiftMs;
    },
  };
}
