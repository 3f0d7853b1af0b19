import type { Claims } from '../check/claims.ts';

/** A post that can be read, answered and liked. */
export interface KnownPost {
  readonly id: string;
  readonly author: string;
}

/** Everyone of a load, and the posts that they know of. Each person belongs to one lane, so that what they change
 * happens in the order in which it is asked for. */
export interface Crowd {
  readonly people: readonly string[];
  readonly handles: readonly string[];
  readonly posts: KnownPost[];
  lane(n: number, lanes: number): LanePeople;
}

export interface LanePeople {
  readonly people: readonly string[];
  /** `[follower, followee]` */
  readonly follows: readonly (readonly [string, string])[];
  readonly posts: KnownPost[];
}

export function crowd(
  ids: Readonly<Record<string, string>>,
  pairs: readonly (readonly [string, string])[],
  { claims }: Claims,
): Crowd {
  const people = Object.values(ids);
  const placeOf = new Map(people.map((id, place) => [id, place]));
  const follows = pairs.flatMap(([a, b]) => {
    const [one, other] = [ids[a], ids[b]];
    return one && other ? [[one, other] as const, [other, one] as const] : [];
  });
  const posts = claims.flatMap(([key, claim]) =>
    typeof claim === 'object' ? [{ id: key.slice('post '.length), author: claim.author }] : [],
  );
  return {
    people,
    handles: Object.keys(ids).map((name) => `u_${name}`),
    posts,
    lane(n, lanes) {
      const isHere = (person: string): boolean => (placeOf.get(person) ?? 0) % lanes === n;
      return {
        people: people.filter(isHere),
        follows: follows.filter(([follower]) => isHere(follower)),
        posts: posts.filter(({ author }) => isHere(author)),
      };
    },
  };
}
