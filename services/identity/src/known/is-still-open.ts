import type { Revocation } from '../account/account.ts';
import { isStale } from '../session/is-stale.ts';
import { lifetimes } from '../session/lifetimes.ts';
import type { MySessionsRow } from './my-sessions.ts';

/** A session that nobody refreshed in time, or that was revoked, is over; that it ended is written down a little later. */
export const isStillOpen = (
  { id, epoch, openedAt, refreshedAt }: MySessionsRow,
  revocation: Pick<Revocation, 'epoch' | 'kept'>,
  nowMs: number,
): boolean =>
  !isStale(id, epoch, revocation) &&
  nowMs - Date.parse(openedAt) <= lifetimes.sessionS * 1000 &&
  nowMs - Date.parse(refreshedAt) <= lifetimes.idleS * 1000;
