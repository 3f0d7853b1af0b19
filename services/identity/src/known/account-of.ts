import type { Look } from '@touchline/kernel';
import { account, type AccountState } from '../account/account.ts';
import { email } from '../email/email.ts';
import type { EmailId } from '../email/email-id.ts';
import { handle } from '../handle/handle.ts';

/** A log-in name as it is compared and counted: an address, or a handle without its @. */
export const loginKey = (login: string): string => login.trim().toLowerCase().replace(/^@/, '');

/** Finds an account by handle (old ones too) or e-mail address. Reads streams, so that a new account is found at once. */
export async function accountOf(
  login: string,
  look: Look,
  emailId: EmailId,
): Promise<{ readonly id: string; readonly state: AccountState }> {
  const key = loginKey(login);
  const { state: claim } = key.includes('@')
    ? await look.state(email, emailId(key))
    : await look.state(handle, key);
  const id = claim.status === 'claimed' ? claim.account : nobody;
  return { id, state: (await look.state(account, id)).state };
}

/** Read in place of an unknown account, so that known and unknown take the same steps. */
const nobody = 'nobody';
