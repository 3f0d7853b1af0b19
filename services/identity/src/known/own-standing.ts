import { also, decideAgain, type AlsoAppend, type FactsCall } from '@touchline/kernel';
import { account } from '../account/account.ts';

/** How the account of an administrator who decides about another one stands; `null` for the key of the server. */
export type OwnStanding = { readonly version: number; readonly administers: boolean } | null;

export async function ownStanding({ actor, look }: Pick<FactsCall, 'actor' | 'look'>): Promise<OwnStanding> {
  const { state, version } = await look.state(account, actor ?? '');
  if (version === 0) return null;
  return { version, administers: state.status === 'open' && state.roles.includes('administrator') };
}

/** Beside a decision of theirs: where their own account has moved meanwhile, it is decided again. */
export const standingStillAt = (actor: string, version: number): AlsoAppend<never> =>
  also<typeof account, never>(account, actor, version, [], decideAgain);
