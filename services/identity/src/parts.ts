import type { Clock } from '@touchline/kernel';
import type { Secrets } from '@touchline/kernel/ports';
import { emailId, type EmailId } from './email/email-id.ts';
import { attempts, type Attempts } from './passwords/attempts.ts';
import { argon2Passwords, type Passwords } from './passwords/passwords.ts';
import { accessTokens, type AccessTokens, type TokenScope } from './tokens/access-tokens.ts';
import { refreshTokens, type RefreshTokens } from './tokens/refresh-tokens.ts';

/** What commands here need besides the log: keys, hashing, and counts of attempts. */
export interface IdentityParts {
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly passwords: Passwords;
  readonly emailId: EmailId;
  /** Wrong passwords, per log-in name or account. */
  readonly guesses: Attempts;
  /** Addresses that were answered to be known here, over all callers. */
  readonly disclosures: Attempts;
  /** Which ones: the same once more tells nothing new, and must not keep others from registering. */
  readonly disclosed: Attempts;
}

export interface IdentityOptions extends TokenScope {
  readonly secrets: Secrets;
  readonly clock: Pick<Clock, 'steady'>;
}

/** Makes the parts from the installation's secrets. */
export async function identityParts({
  secrets,
  clock,
  issuer,
  audience,
}: IdentityOptions): Promise<IdentityParts> {
  const [tokenKey, refreshKey, emailKey] = await Promise.all(
    ['access-token-key', 'refresh-token-key', 'email-lookup-key'].map((name) => secrets.secret(name)),
  );
  const steady = (): number => clock.steady();
  return {
    accessTokens: accessTokens(tokenKey as Uint8Array, { issuer, audience }),
    refreshTokens: refreshTokens(refreshKey as Uint8Array),
    passwords: argon2Passwords(),
    emailId: emailId(emailKey as Uint8Array),
    guesses: attempts({ burst: 10, refillS: 90, keysMax: 50_000, steady }),
    disclosures: attempts({ burst: 60, refillS: 2, keysMax: 1, steady }),
    disclosed: attempts({ burst: 1, refillS: 24 * 3600, keysMax: 50_000, steady }),
  };
}
