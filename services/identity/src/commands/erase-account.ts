import { command, forbidden, idSchema, notFound, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { account } from '../account/account.ts';
import { authorize } from '../authorize.ts';
import { closing } from '../known/closing.ts';
import { ownStanding, standingStillAt } from '../known/own-standing.ts';

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
  // Their own account they may end as it stands.
  facts: async (wish, call) => (call.actor === wish.account ? null : ownStanding(call)),
  decide(state, _wish, { actor, roles, id, facts: own }) {
    if (!authorize({ actor, roles }, 'erase-account', { account: id })) return refuse('not-allowed');
    // As with roles: two who erase each other at once would leave nobody.
    if (own?.administers === false) return refuse('not-allowed');
    if (state.status === 'none') return refuse('no-such-account');
    if (state.status === 'closed') return []; // Erasing twice is erasing once.
    return {
      events: closing(id, state, 'administrator'),
      also: own === null ? [] : [standingStillAt(actor, own.version)],
    };
  },
  erases: true,
});
