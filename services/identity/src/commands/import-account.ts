import { command, forbidden, idSchema, refuse, type Look } from '@touchline/kernel';
import { z } from 'zod';
import { account, PasswordChosen } from '../account/account.ts';
import { authorize } from '../authorize.ts';
import { handle } from '../handle/handle.ts';
import { handleInput, newPasswordInput } from '../known/inputs.ts';
import { claimHandle } from '../known/new-account.ts';
import { busy, handleReserved, handleTaken, passwordTooWeak } from '../known/refusal-texts.ts';
import { isReserved } from '../known/reserved-handles.ts';
import { busy as isBusy } from '../passwords/admission.ts';
import type { Passwords } from '../passwords/passwords.ts';
import { weakness } from '../passwords/weakness.ts';
import { AccountRegistered, handleSchema, givenNameSchema } from '../published.ts';

const input = z.strictObject({
  handle: handleInput,
  name: givenNameSchema,
  password: newPasswordInput.optional(),
});

export const importAccount = (parts: { readonly passwords: Passwords }) =>
  command(account, {
    type: 'ImportAccount',
    about:
      'Opens an account for someone who comes from elsewhere. Without a password nobody can log in to it.',
    route: 'POST /v1/admin/accounts',
    access: 'administrator',
    input,
    refusals: {
      'not-allowed': forbidden('Only administrators may do this.'),
      'handle-taken': handleTaken,
      'handle-reserved': handleReserved,
      'password-too-weak': passwordTooWeak,
      busy,
    },
    target: (_input, { newId }) => newId,
    facts: (wish, { look }) => factsFor(parts.passwords, wish, look),
    decide(state, wish, { actor, roles, id, facts }) {
      if (!authorize({ actor, roles }, 'import-account', { account: null })) return refuse('not-allowed');
      if (state.status !== 'none') return [];
      if (facts.outcome !== 'ready') return refuse(facts.outcome, facts.details);
      return {
        events: [
          AccountRegistered({ account: id, handle: wish.handle, name: wish.name }),
          ...(facts.hash === null ? [] : [PasswordChosen({ account: id, hash: facts.hash })]),
        ],
        also: [claimHandle(wish.handle, id)],
      };
    },
    answers: z.strictObject({ id: idSchema, handle: handleSchema }),
    answer: (result) => ({ id: result.id, handle: result.input.handle }),
  });

export type ImportFacts =
  | {
      readonly outcome: 'handle-taken' | 'handle-reserved' | 'password-too-weak' | 'busy';
      readonly details?: Readonly<Record<string, unknown>>;
    }
  | { readonly outcome: 'ready'; readonly hash: string | null };

async function factsFor(
  passwords: Passwords,
  wish: z.output<typeof input>,
  look: Look,
): Promise<ImportFacts> {
  if (isReserved(wish.handle)) return { outcome: 'handle-reserved' };
  if ((await look.state(handle, wish.handle)).version > 0) return { outcome: 'handle-taken' };
  if (wish.password === undefined) return { outcome: 'ready', hash: null };
  const reason = weakness(wish.password, wish);
  if (reason) return { outcome: 'password-too-weak', details: { reason } };
  const hash = await passwords.hash(wish.password);
  return hash === isBusy ? { outcome: 'busy', details: { retryAfterS: 2 } } : { outcome: 'ready', hash };
}
