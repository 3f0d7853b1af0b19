import { stream } from '@touchline/kernel';
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
