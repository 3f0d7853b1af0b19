import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { SignJWT, type JSONWebKeySet } from 'jose';
import { lifetimes } from '../session/lifetimes.ts';

export interface AccessClaims {
  readonly account: string;
  readonly session: string;
  readonly generation: number;
  readonly roles: readonly string[];
  /** RFC 3339: when the session reached this generation. The same claims give the same token. */
  readonly issuedAt: string;
}

export interface AccessTokens {
  /** The public keys others verify with. */
  readonly jwks: JSONWebKeySet;
  sign(claims: AccessClaims): Promise<string>;
}

/** What stands in and is asked of every access token. */
export interface TokenScope {
  /** Who signs: the installation's own name, e.g. its URL. */
  readonly issuer: string;
  /** Whom tokens are for. */
  readonly audience: string;
}

export const tokenAlgorithm = 'EdDSA';
export const tokenType = 'at+jwt';

/** JWTs after RFC 9068, signed with the Ed25519 key that follows from 32 secret bytes. */
export function accessTokens(seed: Uint8Array, { issuer, audience }: TokenScope): AccessTokens {
  const key = ed25519Key(seed);
  const { crv, kty, x } = createPublicKey(key).export({ format: 'jwk' });
  // RFC 7638: the thumbprint is the hash of the required members in lexical order.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');

  return {
    jwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x: x ?? '', use: 'sig', alg: tokenAlgorithm, kid }] },
    sign({ account, session, generation, roles, issuedAt }) {
      const issuedAtS = Math.floor(Date.parse(issuedAt) / 1000);
      return new SignJWT({ sid: session, roles })
        .setProtectedHeader({ alg: tokenAlgorithm, typ: tokenType, kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(account)
        .setJti(`${session}.${generation.toString(36)}`)
        .setIssuedAt(issuedAtS)
        .setExpirationTime(issuedAtS + lifetimes.accessTokenS)
        .sign(key);
    },
  };
}

/** RFC 8410: a PKCS #8 Ed25519 private key is this prefix and 32 bytes. */
function ed25519Key(seed: Uint8Array) {
  if (seed.length !== 32)
    throw new TypeError(`The key of access tokens needs 32 secret bytes, found ${seed.length}.`);
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}
