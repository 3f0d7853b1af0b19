import { also, command, conflict, idSchema, refuse, type Look } from '@touchline/kernel';
import { z } from 'zod';
import { account, EmailGiven, PasswordChosen } from '../account/account.ts';
import { email, EmailClaimed } from '../email/email.ts';
import { handle } from '../handle/handle.ts';
import { instance, theInstance } from '../instance/instance.ts';
import { emailInput, handleInput, newPasswordInput } from '../known/inputs.ts';
import { claimHandle, foundInstance } from '../known/new-account.ts';
import {
  busy,
  handleReserved,
  handleTaken,
  passwordTooWeak,
  tooManyAttempts,
} from '../known/refusal-texts.ts';
import { isReserved } from '../known/reserved-handles.ts';
import type { IdentityParts } from '../parts.ts';
import { busy as isBusy } from '../passwords/admission.ts';
import { weakness } from '../passwords/weakness.ts';
import { AccountRegistered, AdministratorAppointed, handleSchema, givenNameSchema } from '../published.ts';

const input = z.strictObject({
  handle: handleInput,
  email: emailInput,
  password: newPasswordInput,
  name: givenNameSchema,
});

type Parts = Pick<IdentityParts, 'emailId' | 'passwords' | 'disclosures' | 'disclosed'>;

export const registerAccount = (parts: Parts) =>
  command(account, {
    type: 'RegisterAccount',
    about: 'Opens an account. The first one of an installation administers it.',
    route: 'POST /v1/accounts',
    access: 'anyone',
    input,
    refusals: {
      'handle-taken': handleTaken,
      'handle-reserved': handleReserved,
      'email-taken': conflict('An account with this e-mail address exists. Log in instead.'),
      'password-too-weak': passwordTooWeak,
      'too-many-attempts': tooManyAttempts,
      busy,
    },
    target: (_input, { newId }) => newId,
    facts: (wish, { look }) => factsFor(parts, wish, look),
    decide(state, wish, { id, facts }) {
      if (state.status !== 'none') return [];
      if (facts.outcome !== 'ready') return refuse(facts.outcome, facts.details);
      const founds = !facts.founded;
      return {
        events: [
          AccountRegistered({ account: id, handle: wish.handle, name: wish.name }),
          EmailGiven({ account: id, email: wish.email }),
          PasswordChosen({ account: id, hash: facts.hash }),
          ...(founds ? [AdministratorAppointed({ account: id })] : []),
        ],
        also: [
          claimHandle(wish.handle, id),
          also(email, facts.email.id, facts.email.expected, [EmailClaimed({ account: id })], 'email-taken'),
          ...(founds ? [foundInstance(id)] : []),
        ],
      };
    },
    answers: z.strictObject({ id: idSchema, handle: handleSchema }),
    answer: (result) => ({ id: result.id, handle: result.input.handle }),
  });

type Refused =
  | 'handle-taken'
  | 'handle-reserved'
  | 'email-taken'
  | 'password-too-weak'
  | 'too-many-attempts'
  | 'busy';

export type RegistrationFacts =
  | { readonly outcome: Refused; readonly details?: Readonly<Record<string, unknown>> }
  | {
      readonly outcome: 'ready';
      readonly hash: string;
      readonly email: { readonly id: string; readonly expected: 'no-stream' | number };
      readonly founded: boolean;
    };

/** Cheap checks first: the password is hashed only for a registration that can go through. */
async function factsFor(parts: Parts, wish: z.output<typeof input>, look: Look): Promise<RegistrationFacts> {
  if (isReserved(wish.handle)) return { outcome: 'handle-reserved' };
  const reason = weakness(wish.password, wish);
  if (reason) return { outcome: 'password-too-weak', details: { reason } };
  if ((await look.state(handle, wish.handle)).version > 0) return { outcome: 'handle-taken' };

  const emailId = parts.emailId(wish.email);
  const { state: claim, version } = await look.state(email, emailId);
  const isTaken =
    claim.status === 'claimed' && (await look.state(account, claim.account)).state.status !== 'closed';
  // When too many addresses were disclosed, known and unknown ones get one answer: also those that were asked for at once.
  const retryAfterS = parts.disclosures.waitS('all');
  if (retryAfterS > 0) return { outcome: 'too-many-attempts', details: { retryAfterS } };
  if (isTaken) {
    if (parts.disclosed.take(emailId) === 0) parts.disclosures.take('all');
    return { outcome: 'email-taken' };
  }

  const hash = await parts.passwords.hash(wish.password);
  if (hash === isBusy) return { outcome: 'busy', details: { retryAfterS: 2 } };
  const { version: founded } = await look.state(instance, theInstance);
  const expected = version === 0 ? 'no-stream' : version;
  return { outcome: 'ready', hash, email: { id: emailId, expected }, founded: founded > 0 };
}
