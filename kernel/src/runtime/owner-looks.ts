import type { Clock } from '../clock.ts';

/** How soon the owner's work is looked for: while someone waits for it, and while nobody does. */
const awaitedMs = 4;
const idleMs = 20;
const idleMsMax = 250;

/** OW9: when a consumer that follows looks how far the owner of its work has come: soon at first, then ever less often. */
export interface OwnerLooks {
  /** There may be something new: the next look is an early one. */
  begin(): void;
  /** Whether to look now, given whether something is there that the owner has not done as far as it is known here. */
  isDue(isBehind: boolean): boolean;
  /** What the look has shown. While the owner is behind another one follows. */
  found(isBehind: boolean): void;
  /** A pass is over. */
  looked(moved: boolean): void;
  /** When the next look is due, for who waits for it. */
  nextMs(): number;
  stop(): void;
}

/** `onDue` is called where nobody waits: the owner is given time then, and many consumers look at once. */
export function ownerLooks(clock: Clock, isAwaited: () => boolean, onDue: () => void): OwnerLooks {
  let inVain = 0;
  let ownerIsBehind = false;
  let isDue = false;
  let stopped = false;
  let cancel: (() => void) | undefined;
  return {
    begin: () => void (inVain = 0),
    isDue(isBehind) {
      const is = isBehind && (isDue || isAwaited());
      if (is) isDue = false;
      return is;
    },
    found(isBehind) {
      ownerIsBehind = isBehind;
      if (!isBehind || stopped) return;
      cancel ??= clock.after(Math.min(idleMsMax, idleMs * 2 ** inVain), () => {
        cancel = undefined;
        isDue = true;
        onDue();
      });
    },
    looked: (moved) => void (inVain = moved ? 0 : inVain + 1),
    nextMs: () => (ownerIsBehind && isAwaited() ? awaitedMs * 2 ** inVain : Infinity),
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
