import { command } from '@touchline/kernel';
import { z } from 'zod';
import { gate } from '../gate/gate.ts';
import { AccountLocked } from '../published.ts';

export const lockAccount = command(gate, {
  type: 'LockAccount',
  about: 'New followers need approval from now on.',
  route: 'PUT /v1/me/lock',
  input: z.strictObject({}),
  refusals: {},
  target: (_, { actor }) => actor ?? '',
  decide: (state, _, { actor }) => (state.status === 'locked' ? [] : [AccountLocked({ person: actor })]),
});
