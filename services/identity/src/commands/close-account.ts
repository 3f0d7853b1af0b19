import { command, forbidden, notFound, refuse, type FactsCall } from '@touchline/kernel';
import { z } from 'zod';
import { account } from '../account/account.ts';
import { authorize } from '../authorize.ts';
import { checkedPassword } from '../known/checked-password.ts';
import { closing } from '../known/closing.ts';
import { passwordInput } from '../known/inputs.ts';
import { busy, tooManyAttempts } from '../known/refusal-texts.ts';
import type { IdentityParts } from '../parts.ts';

const input = z.strictObject({
  password: passwordInput.meta({
    description: 'The current password: a token alone does not end an account.',
  }),
});

type Parts = Pick<IdentityParts, 'passwords' | 'guesses'>;

export const closeAccount = (parts: Parts) =>
  command(account, {
    type: 'CloseAccount',
    about:
      'Closes one’s own account for good and erases what one wrote. Handles stay reserved, the e-mail address comes free.',
    route: 'DELETE /v1/me',
    tokens: 'ended',
    input,
    refusals: {
      'no-such-account': notFound('This account is gone.'),
      'wrong-password': forbidden('The password is wrong.'),
      'too-many-attempts': tooManyAttempts,
      busy,
    },
    target: (_wish, { actor }) => actor ?? '',
    facts: (wish, call) => factsFor(parts, wish, call),
    decide(state, _wish, { actor, roles, id, facts }) {
      if (state.status !== 'open') return refuse('no-such-account');
      if (!authorize({ actor, roles }, 'close-account', { account: id })) return refuse('no-such-account');
      if (facts.outcome !== 'right') return refuse(facts.outcome, facts.details);
      if (state.passwordHash !== facts.checkedHash) return refuse('wrong-password'); // Changed since it was compared.
      return closing(id, state, 'its-owner');
    },
    erases: true,
  });

export type CloseFacts =
  | {
      readonly outcome: 'no-such-account' | 'wrong-password' | 'too-many-attempts' | 'busy';
      readonly details?: Readonly<Record<string, unknown>>;
    }
  | { readonly outcome: 'right'; readonly checkedHash: string | null };

async function factsFor(
  parts: Parts,
  wish: z.output<typeof input>,
  { look, id }: FactsCall,
): Promise<CloseFacts> {
  const { state } = await look.state(account, id);
  if (state.status !== 'open') return { outcome: 'no-such-account' };
  const checked = await checkedPassword(parts, `account ${id}`, state.passwordHash, wish.password);
  switch (checked.outcome) {
    case 'right':
      return { outcome: 'right', checkedHash: state.passwordHash };
    case 'wrong':
      return { outcome: 'wrong-password' };
    case 'busy':
      return { outcome: 'busy', details: { retryAfterS: 2 } };
    case 'too-many-attempts':
      return { outcome: 'too-many-attempts', details: { retryAfterS: checked.retryAfterS } };
  }
}
