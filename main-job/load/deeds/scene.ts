import type { Claim } from '../../check/claims.ts';
import type { Crowd, KnownPost, LanePeople } from '../crowd.ts';
import type { Told } from '../told.ts';
import type { Wish } from '../wish.ts';

/** What the deeds of one lane draw on. */
export interface Scene {
  readonly crowd: Crowd;
  readonly own: LanePeople;
  readonly told: Told;
  /** Just published, and not looked for yet. */
  readonly unseen: KnownPost[];
  /** From 0 up to, not including, 1. */
  random(): number;
  pick<T>(from: readonly T[]): T | undefined;
  /** Somebody of this lane: only they change things. */
  someone(): string;
  anyone(): string;
}

export function sceneOf(crowd: Crowd, own: LanePeople, told: Told, random: () => number): Scene {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  return {
    crowd,
    own,
    told,
    unseen: [],
    random,
    pick,
    someone: () => pick(own.people) as string,
    anyone: () => pick(crowd.people) as string,
  };
}

/** A change of one thing: what is claimed of it once it is answered, and what follows from that. */
export function change(
  { told }: Scene,
  wish: Pick<Wish, 'kind' | 'method' | 'path' | 'as' | 'body'>,
  key: string,
  claim: Claim,
  done?: () => void,
): Wish {
  return {
    ...wish,
    mayBeRefused: true,
    begin: () => told.asked(key),
    end(body) {
      told.answered(key, body === undefined ? 'as before' : claim);
      if (body !== undefined) done?.();
      return undefined;
    },
  };
}

/** One of them, which is theirs no more. */
export function taken<T>({ random }: Scene, from: T[]): T | undefined {
  return from.splice(Math.floor(random() * from.length), 1)[0];
}
