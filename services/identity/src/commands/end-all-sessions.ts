import { command, notFound, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { account, SessionsRevoked } from '../account/account.ts';
import { authorize } from '../authorize.ts';

export const endAllSessions = command(account, {
  type: 'EndAllSessions',
  about: 'Logs out everywhere, this session included.',
  route: 'DELETE /v1/sessions',
  tokens: 'ended',
  input: z.strictObject({}),
  refusals: { 'no-such-account': notFound('This account is gone.') },
  target: (_input, { actor }) => actor ?? '',
  decide(state, _input, { actor, roles, id }) {
    if (state.status !== 'open') return refuse('no-such-account');
    if (!authorize({ actor, roles }, 'change-account', { account: id })) return refuse('no-such-account');
    const epoch = state.revocation.epoch + 1;
    return [SessionsRevoked({ account: id, epoch, kept: null, reason: 'logged-out' })];
  },
});
