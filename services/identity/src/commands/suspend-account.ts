import { command, conflict, isRefusal, refuse } from '@touchline/kernel';
import { account, SessionsRevoked } from '../account/account.ts';
import { administered, administeredInput, administeredRefusals } from '../known/administered.ts';
import { AccountSuspended } from '../published.ts';

export const suspendAccount = command(account, {
  type: 'SuspendAccount',
  about: 'Suspends an account: all its sessions end and nobody can log in to it. What it posted stays.',
  access: 'administrator',
  input: administeredInput,
  refusals: {
    ...administeredRefusals,
    'is-administrator': conflict('This account administers the place. Take its role first.'),
  },
  target: ({ account: id }) => id,
  decide(state, _wish, { actor, roles, id }) {
    const open = administered(state, { actor, roles, id });
    if (isRefusal(open)) return open;
    if (open.roles.includes('administrator')) return refuse('is-administrator');
    if (open.suspended) return [];
    const epoch = open.revocation.epoch + 1;
    return [
      AccountSuspended({ account: id }),
      SessionsRevoked({ account: id, epoch, kept: null, reason: 'by-administrator' }),
    ];
  },
});
