import { conflict, forbidden, idSchema, notFound, refuse, type Refusal } from '@touchline/kernel';
import { z } from 'zod';
import type { AccountState, OpenAccount } from '../account/account.ts';
import { authorize } from '../authorize.ts';

/** What commands of administrators about an account have in common. */
export const administeredInput = z.strictObject({ account: idSchema });

export const administeredRefusals = {
  'not-allowed': forbidden('Only administrators may do this.'),
  'no-such-account': notFound('There is no such account.'),
  yourself: conflict('This cannot be done to oneself. Ask another administrator.'),
} as const;

interface Call {
  readonly actor: string;
  readonly roles: readonly string[];
  readonly id: string;
}

/** The account, if it is there and the caller may decide about it. Nobody decides about themselves. */
export function administered(
  state: AccountState,
  { actor, roles, id }: Call,
): OpenAccount | Refusal<keyof typeof administeredRefusals> {
  if (!authorize({ actor, roles }, 'administer-accounts', { account: id })) return refuse('not-allowed');
  if (state.status !== 'open') return refuse('no-such-account');
  return actor === id ? refuse('yourself') : state;
}
