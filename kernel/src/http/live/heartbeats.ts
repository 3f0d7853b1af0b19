import type { Clock } from '../../clock.ts';

/** Beats every 20 s for each member, spread over the time so that thousands do not beat at once. */
export interface Heartbeats {
  add(beat: () => void): () => void;
}

const slotsCount = 20;
const slotMs = 1000;

/** The clock is used only while there are members. */
export function heartbeats(clock: Pick<Clock, 'after'>): Heartbeats {
  const slots = Array.from({ length: slotsCount }, () => new Set<() => void>());
  let added = 0;
  let members = 0;
  let at = 0;
  let cancel: (() => void) | undefined;

  function tick(): void {
    at = (at + 1) % slotsCount;
    for (const beat of slots[at] ?? []) beat();
    cancel = members > 0 ? clock.after(slotMs, tick) : undefined;
  }

  return {
    add(beat) {
      const slot = slots[added++ % slotsCount];
      slot?.add(beat);
      members++;
      cancel ??= clock.after(slotMs, tick);
      return () => {
        if (!slot?.delete(beat)) return;
        members--;
        if (members > 0) return;
        cancel?.();
        cancel = undefined;
      };
    },
  };
}
