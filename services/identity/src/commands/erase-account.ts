import { command, forbidden, idSchema, notFound, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { account } from '../account/account.ts';
import { authorize } from '../authorize.ts';
import { closing } from '../known/closing.ts';

export const eraseAccount = command(account, {
  type: 'EraseAccount',
  about:
    'Closes someone’s account for good and erases what they wrote, on their request. There is no way back.',
  route: 'DELETE /v1/admin/accounts/:account',
  tokens: 'ended',
  access: 'administrator',
  input: z.strictObject({ account: idSchema }),
  refusals: {
    'not-allowed': forbidden('Only administrators may do this.'),
    'no-such-account': notFound('There is no account with this id.'),
  },
  target: (wish) => wish.account,
  decide(state, _wish, { actor, roles, id }) {
    if (!authorize({ actor, roles }, 'erase-account', { account: id })) return refuse('not-allowed');
    if (state.status === 'none') return refuse('no-such-account');
    if (state.status === 'closed') return []; // Erasing twice is erasing once.
    return closing(id, state, 'administrator');
  },
  erases: true,
});
