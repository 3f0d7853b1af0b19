import {
  command,
  forbidden,
  notFound,
  refuse,
  unauthenticated,
  type FactsCall,
  type Look,
} from '@touchline/kernel';
import { z } from 'zod';
import { account, PasswordChanged, SessionsRevoked, type OpenAccount } from '../account/account.ts';
import { authorize } from '../authorize.ts';
import { checkedPassword } from '../known/checked-password.ts';
import { newPasswordInput, passwordInput } from '../known/inputs.ts';
import { busy, passwordTooWeak, tooManyAttempts } from '../known/refusal-texts.ts';
import type { IdentityParts } from '../parts.ts';
import { busy as isBusy } from '../passwords/admission.ts';
import { weakness } from '../passwords/weakness.ts';
import { isStale } from '../session/is-stale.ts';
import { session as sessions } from '../session/session.ts';

const input = z.strictObject({ current: passwordInput, new: newPasswordInput });

type Parts = Pick<IdentityParts, 'passwords' | 'guesses'>;

export const changePassword = (parts: Parts) =>
  command(account, {
    type: 'ChangePassword',
    about: 'Changes one’s own password. All other sessions end; this one goes on.',
    route: 'PUT /v1/me/password',
    input,
    refusals: {
      'no-such-account': notFound('This account is gone.'),
      'session-over': unauthenticated('This session is over. Log in again.'),
      'wrong-password': forbidden('The current password is wrong.'),
      'password-too-weak': passwordTooWeak,
      'too-many-attempts': tooManyAttempts,
      busy,
    },
    target: (_wish, { actor }) => actor ?? '',
    facts: (wish, call) => factsFor(parts, wish, call),
    decide(state, _wish, { actor, session, roles, id, facts }) {
      if (state.status !== 'open') return refuse('no-such-account');
      if (!authorize({ actor, roles }, 'change-account', { account: id })) return refuse('no-such-account');
      if (facts.outcome !== 'ready') return refuse(facts.outcome, facts.details);
      // Ended since the request came: to be kept would bring it back.
      if (session !== null && isOver(session, facts.epoch, state)) return refuse('session-over');
      if (state.passwordHash !== facts.checkedHash) return refuse('wrong-password'); // Changed since it was compared.
      const epoch = state.revocation.epoch + 1;
      return [
        PasswordChanged({ account: id, hash: facts.hash }),
        SessionsRevoked({ account: id, epoch, kept: session, reason: 'password-changed' }),
      ];
    },
  });

export type ChangeFacts =
  | {
      readonly outcome:
        | 'no-such-account'
        | 'wrong-password'
        | 'password-too-weak'
        | 'too-many-attempts'
        | 'busy';
      readonly details?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly outcome: 'ready';
      readonly hash: string;
      readonly checkedHash: string | null;
      /** That of the caller's session; `null` when none is open. */
      readonly epoch: number | null;
    };

const isOver = (session: string, epoch: number | null, { suspended, revocation }: OpenAccount): boolean =>
  suspended || epoch === null || isStale(session, epoch, revocation);

async function epochOf(session: string | null, look: Look): Promise<number | null> {
  if (session === null) return null;
  const { state } = await look.state(sessions, session);
  return state.status === 'open' ? state.epoch : null;
}

async function factsFor(
  parts: Parts,
  wish: z.output<typeof input>,
  { look, id, session }: FactsCall,
): Promise<ChangeFacts> {
  const { state } = await look.state(account, id);
  if (state.status !== 'open') return { outcome: 'no-such-account' };
  const reason = weakness(wish.new, { handle: state.handle, email: state.email ?? '' });
  if (reason) return { outcome: 'password-too-weak', details: { reason } };
  const checked = await checkedPassword(parts, `account ${id}`, state.passwordHash, wish.current);
  if (checked.outcome === 'wrong') return { outcome: 'wrong-password' };
  if (checked.outcome === 'too-many-attempts')
    return { outcome: 'too-many-attempts', details: { retryAfterS: checked.retryAfterS } };
  const hash = checked.outcome === 'right' ? await parts.passwords.hash(wish.new) : isBusy;
  if (hash === isBusy) return { outcome: 'busy', details: { retryAfterS: 2 } };
  return { outcome: 'ready', hash, checkedHash: state.passwordHash, epoch: await epochOf(session, look) };
}
