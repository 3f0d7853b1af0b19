import type { Positions } from './dispatch.ts';
import { joined } from './positions.ts';
import { recentMap } from './recent-map.ts';

/** What each person wrote last through this process, so that they read it at once, also without a token. */
export interface OwnWrites {
  note(actor: string, positions: Positions): void;
  of(actor: string): Positions | undefined;
}

const entriesMax = 10_000;

export function ownWrites(): OwnWrites {
  const last = recentMap<Positions>(entriesMax);
  return {
    note(actor, positions) {
      const before = last.get(actor);
      last.set(actor, before ? joined(before, positions) : positions);
    },
    of: (actor) => last.get(actor),
  };
}
