import { hash } from 'node:crypto';

/** Tells communities apart, and copies of one not: it follows from the master key, and does not lead back to it. */
export const communityOf = (master: Uint8Array): string =>
  hash('sha256', Buffer.concat([Buffer.from('touchline community|'), master]), 'hex').slice(0, 32);
