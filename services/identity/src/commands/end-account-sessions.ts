import { command, isRefusal } from '@touchline/kernel';
import { account, SessionsRevoked } from '../account/account.ts';
import { administered, administeredInput, administeredRefusals } from '../known/administered.ts';

export const endAccountSessions = command(account, {
  type: 'EndAccountSessions',
  about: 'Logs an account out everywhere.',
  access: 'administrator',
  input: administeredInput,
  refusals: administeredRefusals,
  target: ({ account: id }) => id,
  decide(state, _wish, { actor, roles, id }) {
    const open = administered(state, { actor, roles, id });
    if (isRefusal(open)) return open;
    const epoch = open.revocation.epoch + 1;
    return [SessionsRevoked({ account: id, epoch, kept: null, reason: 'by-administrator' })];
  },
});
