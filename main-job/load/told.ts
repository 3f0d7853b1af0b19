import type { Claim, Claims } from '../check/claims.ts';

/** What clients know for sure: the last answer about each thing, and of what no answer came. */
export interface Told {
  /** A request that changes `key` is under way. */
  asked(key: string): void;
  /** It was done, or was refused and everything is as before. */
  answered(key: string, claim: Claim | 'as before'): void;
  /** Several can change it at once: what it ends as cannot be known from here. */
  shared(key: string): void;
  postAsked(): void;
  postAnswered(id: string | undefined, claim: Claim): void;
  claims(): Claims;
}

export function told(before: Claims): Told {
  const known = new Map<string, Claim>(before.claims);
  /** With what was known before. */
  const underWay = new Map<string, Claim | undefined>();
  const sharedKeys = new Set<string>();
  let { postsUnderWay } = before;
  return {
    asked: (key) => void underWay.set(key, known.get(key)),
    answered(key, claim) {
      const was = underWay.get(key);
      underWay.delete(key);
      if (claim !== 'as before') known.set(key, claim);
      else if (was === undefined) known.delete(key);
      else known.set(key, was);
    },
    shared: (key) => void sharedKeys.add(key),
    postAsked: () => void postsUnderWay++,
    postAnswered(id, claim) {
      postsUnderWay--;
      if (id !== undefined) known.set(`post ${id}`, claim);
    },
    claims() {
      for (const key of [...underWay.keys(), ...sharedKeys]) known.set(key, 'unknown');
      return { claims: [...known], postsUnderWay };
    },
  };
}
