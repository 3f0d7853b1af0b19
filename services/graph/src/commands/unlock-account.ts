import { command } from '@touchline/kernel';
import { z } from 'zod';
import { gate } from '../gate/gate.ts';
import { AccountUnlocked } from '../published.ts';

export const unlockAccount = command(gate, {
  type: 'UnlockAccount',
  about: 'Anyone may follow from now on; those who wait are let in.',
  route: 'DELETE /v1/me/lock',
  input: z.strictObject({}),
  refusals: {},
  target: (_, { actor }) => actor ?? '',
  decide: (state, _, { actor }) => (state.status === 'unlocked' ? [] : [AccountUnlocked({ person: actor })]),
});
