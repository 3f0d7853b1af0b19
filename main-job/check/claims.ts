/**
 * What clients were told: `kudos POST PERSON`, `follow A B`, … stands or not; `post ID` has this text, or is gone.
 * `unknown` where the last answer never came, or where somebody else could change it at the same time.
 */
export type Claim = boolean | 'unknown' | 'gone' | { readonly author: string; readonly text: string };

export interface Claims {
  readonly claims: readonly (readonly [key: string, claim: Claim])[];
  /** Posts that were sent and never answered: they may be there or not. */
  readonly postsUnderWay: number;
}

export const noClaims: Claims = { claims: [], postsUnderWay: 0 };
