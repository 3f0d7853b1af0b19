import { Fault } from '../fault.ts';

/** HT20: thrown where there is no place; answered as 503 with `Retry-After` and `Connection: close`. */
export const shed = (): Fault => new Fault('overloaded', 'Too many requests in flight.');
