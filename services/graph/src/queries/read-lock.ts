import { query } from '@touchline/kernel';
import { z } from 'zod';
import { gate } from '../gate/gate.ts';

export const readLock = query('ReadLock', {
  about: 'Whether new followers of the person who asks need approval.',
  route: 'GET /v1/me/lock',
  access: 'member',
  input: z.strictObject({}),
  answers: z.strictObject({ locked: z.boolean() }),
  uses: [],
  async read(_, { actor, look }) {
    const { state } = await look.state(gate, actor ?? '');
    return { locked: state.status === 'locked' };
  },
});
