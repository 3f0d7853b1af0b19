import { command, conflict, isRefusal, refuse } from '@touchline/kernel';
import { account, SessionsRevoked } from '../account/account.ts';
import { administered, administeredInput, administeredRefusals } from '../known/administered.ts';
import { ownStanding, standingStillAt } from '../known/own-standing.ts';
import { roleSchema, RoleGiven } from '../published.ts';

export const giveRole = command(account, {
  type: 'GiveRole',
  about: 'Gives an account a role, or takes it. Its sessions end, so that no token goes on with the old one.',
  access: 'administrator',
  input: administeredInput.extend({ role: roleSchema }),
  refusals: {
    ...administeredRefusals,
    'is-suspended': conflict('This account is suspended. Restore it first.'),
  },
  target: ({ account: id }) => id,
  facts: (_wish, call) => ownStanding(call),
  decide(state, { role }, { actor, roles, id, facts: own }) {
    const open = administered(state, { actor, roles, id });
    if (isRefusal(open)) return open;
    // A token tells who administered when it was made: two who take each other's role at once would leave none.
    if (own?.administers === false) return refuse('not-allowed');
    if (role === (open.roles[0] ?? 'none')) return [];
    if (open.suspended) return refuse('is-suspended');
    const epoch = open.revocation.epoch + 1;
    return {
      events: [
        RoleGiven({ account: id, role }),
        SessionsRevoked({ account: id, epoch, kept: null, reason: 'by-administrator' }),
      ],
      also: own === null ? [] : [standingStillAt(actor, own.version)],
    };
  },
});
