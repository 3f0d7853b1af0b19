/** HT20: how many requests of one class are worked on at once. Beyond it they are shed, not queued. */
export interface Admission {
  /** Takes a place; false when there is none. */
  enter(): boolean;
  leave(): void;
  full(): boolean;
  inFlight(): number;
}

export function admission(inFlightMax: number): Admission {
  let inFlight = 0;
  const full = (): boolean => inFlight >= inFlightMax;
  return {
    enter() {
      if (full()) return false;
      inFlight++;
      return true;
    },
    leave() {
      inFlight--;
    },
    full,
    inFlight: () => inFlight,
  };
}
