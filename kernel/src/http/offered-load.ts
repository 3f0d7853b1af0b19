/**
 * Whether clearly more is offered than is carried (words of teletraffic). In a burst and at a slow start requests wait,
 * too, but who waits there sends no more: it ends by itself, and refusing some would only lose their work.
 */
export interface OfferedLoad {
  /** A request came, whatever becomes of it. */
  offered(now: number): void;
  /** One was taken in hand (where it waits before that), or was done with (where it is worked on). */
  carried(now: number): void;
  isTooMuch(now: number): boolean;
}

/** It looks back over one to two of these: half a second to a second. */
export const spanMs = 500;
export const timesMax = 1.5;
/** So many more come with a burst: the pages of some twenty people, opened at once. */
export const burst = 200;

export function offeredLoad(): OfferedLoad {
  let since = -Infinity;
  let before = { offered: 0, carried: 0 };
  let here = { offered: 0, carried: 0 };

  function at(now: number): typeof here {
    if (now - since < spanMs) return here;
    before = now - since < 2 * spanMs ? here : { offered: 0, carried: 0 };
    here = { offered: 0, carried: 0 };
    since = now - (now % spanMs);
    return here;
  }

  return {
    offered: (now) => void at(now).offered++,
    carried: (now) => void at(now).carried++,
    isTooMuch(now) {
      const { offered, carried } = at(now);
      return before.offered + offered > timesMax * (before.carried + carried) + burst;
    },
  };
}
