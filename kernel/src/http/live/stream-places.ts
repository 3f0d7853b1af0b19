import type { Caller } from '../../command.ts';

/** How many streams each person and each address has open. */
export interface StreamPlaces {
  /**
   * Takes a place; `undefined` when there is none. What comes back gives it up again. The next stream of the same
   * client of a session takes the place over, and `replaced` is called: a lost connection may not be known to be lost.
   */
  take(who: PlaceTaker, replaced: () => void): (() => void) | undefined;
}

export interface PlaceTaker {
  readonly caller: Caller;
  readonly address: string;
  readonly client: string | undefined;
}

export interface StreamPlacesMax {
  readonly perPerson: number;
  /** Strangers only: members are counted by person, however many share an address. */
  readonly perAddress: number;
}

interface Place {
  readonly client: string | undefined;
  readonly replaced: () => void;
}

export function streamPlaces({ perPerson, perAddress }: StreamPlacesMax): StreamPlaces {
  const open = new Map<string, Set<Place>>();

  function giveUp(key: string, place: Place): void {
    const places = open.get(key);
    if (places?.delete(place) && places.size === 0) open.delete(key);
  }

  return {
    take({ caller: { actor, session }, address, client }, replaced) {
      const key = actor === null ? `address ${address}` : `person ${actor}`;
      const place: Place = { client: client && actor ? `${session} ${client}` : undefined, replaced };
      const places = open.get(key) ?? new Set();
      const older = place.client && [...places].find((other) => other.client === place.client);
      if (older) {
        giveUp(key, older);
        older.replaced();
      }
      if (places.size >= (actor === null ? perAddress : perPerson)) return undefined;
      open.set(key, places.add(place));
      return () => giveUp(key, place);
    },
  };
}
