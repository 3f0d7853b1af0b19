import { emailId } from '../email/email-id.ts';
import type { IdentityParts } from '../parts.ts';
import { attempts } from '../passwords/attempts.ts';
import type { Passwords } from '../passwords/passwords.ts';
import { accessTokens } from '../tokens/access-tokens.ts';
import { refreshTokens } from '../tokens/refresh-tokens.ts';

export const scope = { issuer: 'https://touchline.example', audience: 'touchline' } as const;

const secret = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);

/** Hashes that can be read: a test of the way is no test of argon2. */
export const plainPasswords: Passwords = {
  hash: (password) => Promise.resolve(`$argon2id$plain$${password}`),
  matches: (hash, password) => Promise.resolve(hash === `$argon2id$plain$${password}`),
};

/** Parts as the service gets them, with fixed secrets and a clock that stands still. */
export const testParts = (change: Partial<IdentityParts> = {}): IdentityParts => ({
  accessTokens: accessTokens(secret(1), scope),
  refreshTokens: refreshTokens(secret(2)),
  passwords: plainPasswords,
  emailId: emailId(secret(3)),
  guesses: attempts({ burst: 10, refillS: 90, keysMax: 100, steady: () => 0 }),
  disclosures: attempts({ burst: 3, refillS: 60, keysMax: 1, steady: () => 0 }),
  disclosed: attempts({ burst: 1, refillS: 3600, keysMax: 100, steady: () => 0 }),
  ...change,
});
