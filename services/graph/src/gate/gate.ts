import { also, decideAgain, stream, type AlsoAppend } from '@touchline/kernel';
import { AccountLocked, AccountUnlocked } from '../published.ts';

export interface Gate {
  readonly status: 'unlocked' | 'locked';
}

export const gate = stream('gate', {
  about: 'Whether new followers of a person need approval. Id: the person.',
  events: [AccountLocked, AccountUnlocked],
  initial: (): Gate => ({ status: 'unlocked' }),
  evolve: {
    AccountLocked: () => ({ status: 'locked' }),
    AccountUnlocked: () => ({ status: 'unlocked' }),
  },
});

/** Beside what was decided on a gate as it stood: where it has moved meanwhile, it is decided again. */
export const gateStillAt = (person: string, version: number): AlsoAppend<never> =>
  also<typeof gate, never>(gate, person, version === 0 ? 'no-stream' : version, [], decideAgain);
