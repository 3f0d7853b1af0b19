import type { Attempts } from '../passwords/attempts.ts';
import { busy } from '../passwords/admission.ts';
import type { Passwords } from '../passwords/passwords.ts';

export type Checked =
  | { readonly outcome: 'right' | 'wrong' | 'busy' }
  | { readonly outcome: 'too-many-attempts'; readonly retryAfterS: number };

/** Compares a password. The attempt is counted before the work, so that many at once are not more than one by one. */
export async function checkedPassword(
  { passwords, guesses }: { readonly passwords: Passwords; readonly guesses: Attempts },
  key: string,
  passwordHash: string | null,
  password: string,
): Promise<Checked> {
  const retryAfterS = guesses.take(key);
  if (retryAfterS > 0) return { outcome: 'too-many-attempts', retryAfterS };
  const right = await passwords.matches(passwordHash, password);
  if (right === false) return { outcome: 'wrong' };
  guesses.giveBack(key);
  return { outcome: right === busy ? 'busy' : 'right' };
}
