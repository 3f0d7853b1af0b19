import { command, forbidden, refuse, unauthenticated, type Look } from '@touchline/kernel';
import { z } from 'zod';
import { account } from '../account/account.ts';
import { accountOf, loginKey } from '../known/account-of.ts';
import { checkedPassword } from '../known/checked-password.ts';
import { passwordInput } from '../known/inputs.ts';
import { busy, tooManyAttempts } from '../known/refusal-texts.ts';
import type { IdentityParts } from '../parts.ts';
import { browserOf, type Browser } from '../session/browser.ts';
import { session, SessionOpened } from '../session/session.ts';
import { signedIn, signedInSchema } from '../tokens/signed-in.ts';

const input = z.strictObject({
  login: z
    .string()
    .min(1, 'expected a handle or an e-mail address')
    .max(254, 'expected at most 254 characters')
    .meta({ description: 'Handle or e-mail address.', examples: ['kai_runs'] }),
  password: passwordInput,
});

type Parts = Pick<IdentityParts, 'accessTokens' | 'refreshTokens' | 'passwords' | 'guesses' | 'emailId'>;

export const openSession = (parts: Parts) =>
  command(session, {
    type: 'OpenSession',
    about: 'Logs in by handle or e-mail address. Unknown accounts and wrong passwords get the same answer.',
    route: 'POST /v1/sessions',
    access: 'anyone',
    tokens: 'issued',
    input,
    refusals: {
      'wrong-login': unauthenticated('Handle, e-mail address or password is wrong.'),
      'account-suspended': forbidden('This account is suspended. Ask whoever runs this place.'),
      'too-many-attempts': tooManyAttempts,
      busy,
    },
    target: (_input, { newId }) => newId,
    facts: async (wish, { look, userAgent }): Promise<LogInFacts> => {
      const facts = await factsFor(parts, wish, look);
      return facts.outcome === 'right' ? { ...facts, browser: browserOf(userAgent) } : facts;
    },
    decide(state, _wish, { id, facts }) {
      if (state.status !== 'none') return [];
      if (facts.outcome !== 'right') return refuse(facts.outcome, facts.details);
      const { account: owner, epoch, roles, browser } = facts;
      return [
        SessionOpened({ session: id, account: owner, epoch, roles: [...roles], ...(browser && { browser }) }),
      ];
    },
    answers: signedInSchema,
    async answer({ id, state }, look) {
      if (state.status !== 'open') return refuse('wrong-login');
      // Sent again later: who knows an earlier password is given nothing, not even of the session that was kept.
      const { state: owner } = await look.state(account, state.account);
      const isCurrent = owner.status === 'open' && owner.revocation.epoch === state.epoch;
      return isCurrent ? signedIn(parts, id, state) : refuse('wrong-login');
    },
  });

export type LogInFacts =
  | {
      readonly outcome: 'wrong-login' | 'account-suspended' | 'too-many-attempts' | 'busy';
      readonly details?: Readonly<Record<string, unknown>>;
    }
  | {
      readonly outcome: 'right';
      readonly account: string;
      readonly epoch: number;
      readonly roles: readonly string[];
      readonly browser?: Browser | undefined;
    };

async function factsFor(parts: Parts, wish: z.output<typeof input>, look: Look): Promise<LogInFacts> {
  const { id, state } = await accountOf(wish.login, look, parts.emailId);
  const known = state.status === 'open' ? state : undefined;
  // Counted by what was typed: counting by account would tell that a handle and an address belong together.
  const checked = await checkedPassword(
    parts,
    loginKey(wish.login),
    known?.passwordHash ?? null,
    wish.password,
  );
  // Only who knows the password learns of it.
  if (checked.outcome === 'right' && known?.suspended) return { outcome: 'account-suspended' };
  if (checked.outcome === 'right' && known)
    return { outcome: 'right', account: id, epoch: known.revocation.epoch, roles: known.roles };
  if (checked.outcome === 'too-many-attempts')
    return { outcome: checked.outcome, details: { retryAfterS: checked.retryAfterS } };
  return checked.outcome === 'busy'
    ? { outcome: 'busy', details: { retryAfterS: 2 } }
    : { outcome: 'wrong-login' };
}
