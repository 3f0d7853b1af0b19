import type { Clock } from '../clock.ts';
import { offeredLoad } from './offered-load.ts';

/** HT20: how many requests of one class are worked on at once. Beyond it they are shed, not queued. */
export interface Admission {
  /** Takes a place and answers the moment, which `leave` asks for; `undefined` when there is none. */
  enter(): number | undefined;
  leave(enteredAt: number): void;
  /** Asked before a request is read; one that finds no place has been refused. */
  full(): boolean;
  /** How many may be inside at present. */
  places(): number;
}

/** Half of the requests of a window took longer than this while more is offered than can be carried: too many are inside; */
export const lateMs = 300;
/** or longer than this in any case. */
export const longestMs = 1000;
/** So many are always worked on, however long they take: some wait for others, not for the processor. */
export const inFlightMin = 32;
const windowMs = 100;
const fewer = 0.8;
const more = 1.05;

/**
 * The number follows what the requests take, as TCP's window does: a fifth fewer when they are late, a twentieth more
 * when they are not. Work that piles up before a slow disk or database thus waits at the clients, who were told when
 * to come again, and what is taken is answered in time.
 */
export function admission(inFlightMax: number, clock: Pick<Clock, 'steady'>): Admission {
  const least = Math.min(inFlightMin, inFlightMax);
  const load = offeredLoad();
  let [inFlight, places] = [0, inFlightMax];
  let [windowAt, left, late] = [clock.steady(), 0, 0];

  function note(enteredAt: number, now: number): void {
    // Those that were let in before the last change say nothing about it.
    if (enteredAt >= windowAt) {
      left++;
      if (now - enteredAt > (load.isTooMuch(now) ? lateMs : longestMs)) late++;
    }
    if (left === 0 || now - windowAt < windowMs) return;
    const isLate = late * 2 > left;
    if (isLate && inFlight > least) places = Math.max(least, Math.floor(Math.min(places, inFlight) * fewer));
    if (!isLate && places < inFlightMax) places = Math.min(inFlightMax, Math.ceil(places * more));
    [windowAt, left, late] = [now, 0, 0];
  }

  return {
    enter() {
      const now = clock.steady();
      load.offered(now);
      if (inFlight >= places) return undefined;
      inFlight++;
      return now;
    },
    leave(enteredAt) {
      const now = clock.steady();
      load.carried(now);
      note(enteredAt, now);
      inFlight--;
    },
    full() {
      if (inFlight < places) return false;
      load.offered(clock.steady());
      return true;
    },
    places: () => places,
  };
}
