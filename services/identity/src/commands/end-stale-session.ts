import { command, idSchema } from '@touchline/kernel';
import { z } from 'zod';
import { account } from '../account/account.ts';
import { SessionEnded } from '../published.ts';
import { isStale } from '../session/is-stale.ts';
import { session } from '../session/session.ts';

const endsAs = {
  'logged-out': 'revoked',
  'by-administrator': 'revoked',
  'password-changed': 'password-changed',
  'account-closed': 'account-closed',
} as const;

/** Sent by the policy for each session that may be over; looks again before it says so. */
export const endStaleSession = command(session, {
  type: 'EndStaleSession',
  about: 'Ends a session that a revocation of its account left behind.',
  access: 'administrator',
  input: z.strictObject({ session: idSchema }),
  refusals: {},
  target: (wish) => wish.session,
  async facts(_wish, { look, id }) {
    const { state } = await look.state(session, id);
    if (state.status !== 'open') return null;
    const owner = await look.state(account, state.account);
    return owner.state.status === 'none' ? null : owner.state.revocation;
  },
  decide(state, _wish, { id, facts: revocation }) {
    if (state.status !== 'open' || !revocation || !isStale(id, state.epoch, revocation)) return [];
    return [SessionEnded({ session: id, account: state.account, reason: endsAs[revocation.reason] })];
  },
});
