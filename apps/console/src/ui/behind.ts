import { duration } from './format.ts';

interface Lag {
  readonly lagEvents: number;
  readonly lagS: number;
}

/** How far a reader is behind in time. Events that are not for it keep nothing waiting. */
export const behindText = ({ lagEvents, lagS }: Lag): string =>
  lagEvents === 0 ? 'at the head' : lagS === 0 ? 'none for it' : duration(lagS);
