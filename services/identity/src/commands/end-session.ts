import { command, idSchema, notFound, refuse } from '@touchline/kernel';
import { z } from 'zod';
import { authorize } from '../authorize.ts';
import { SessionEnded } from '../published.ts';
import { session } from '../session/session.ts';

export const endSession = command(session, {
  type: 'EndSession',
  about: 'Ends one of one’s own sessions: this one (`current`, log-out) or another.',
  route: 'DELETE /v1/sessions/:id',
  tokens: 'ended',
  input: z.strictObject({ id: z.union([idSchema, z.literal('current')]) }),
  refusals: { 'no-such-session': notFound('You have no such session.') },
  target: ({ id }, { session: current }) => (id === 'current' ? (current ?? '') : id),
  decide(state, _wish, { actor, session: current, roles, id }) {
    if (state.status === 'none') return refuse('no-such-session');
    if (!authorize({ actor, roles }, 'end-session', state)) return refuse('no-such-session');
    if (state.status === 'ended') return []; // Ending twice is ending once.
    return [
      SessionEnded({
        session: id,
        account: state.account,
        reason: id === current ? 'logged-out' : 'revoked',
      }),
    ];
  },
});
