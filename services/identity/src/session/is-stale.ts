import type { Revocation } from '../account/account.ts';

/** True when the account's sessions were revoked after this one was opened, and this one was not kept. */
export const isStale = (
  session: string,
  epoch: number,
  { epoch: now, kept }: Pick<Revocation, 'epoch' | 'kept'>,
): boolean => epoch < now && session !== kept;
