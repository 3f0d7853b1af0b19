import type { Awaitable, Caller, Clock } from '@touchline/kernel';
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import { remember } from '../known/remember.ts';
import { tokenAlgorithm, tokenType, type TokenScope } from './access-tokens.ts';

/** Who an access token speaks for; `undefined` when it is none of ours, expired, or its session has ended. */
export type Authenticate = (token: string) => Awaitable<Caller | undefined>;

export interface AuthenticatorOptions extends TokenScope {
  readonly jwks: JSONWebKeySet;
  readonly clock: Pick<Clock, 'now'>;
  readonly isEnded: (session: string, account: string) => Awaitable<boolean>;
  /** Verified tokens kept, so that a signature is checked once and not per request. Default 10,000. */
  readonly entriesMax?: number;
}

interface Verified {
  readonly caller: Caller;
  readonly account: string;
  readonly session: string;
  readonly expiresAtMs: number;
}

const lengthMax = 2048;

/** RFC 8725: one algorithm, one type, issuer and audience asked for, keys never taken from the token. */
export function authenticator(options: AuthenticatorOptions): Authenticate {
  const { clock, isEnded, issuer, audience, entriesMax = 10_000 } = options;
  const keys = createLocalJWKSet(options.jwks);
  const verified = new Map<string, Verified>();

  function unlessEnded(found: Verified): Awaitable<Caller | undefined> {
    const ended = isEnded(found.session, found.account);
    if (ended instanceof Promise) return ended.then((is) => (is ? undefined : found.caller));
    return ended ? undefined : found.caller;
  }

  async function verify(token: string): Promise<Caller | undefined> {
    const found = await claimsOf(token);
    if (!found) return undefined;
    remember(verified, token, found, entriesMax);
    return unlessEnded(found);
  }

  async function claimsOf(token: string): Promise<Verified | undefined> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: [tokenAlgorithm],
        typ: tokenType,
        issuer,
        audience,
        requiredClaims: ['sub', 'sid', 'jti', 'iat', 'exp'],
        currentDate: new Date(clock.now()),
      });
      const { sub: actor = '', sid: session, roles, exp = 0 } = payload;
      if (typeof session !== 'string' || !isRoles(roles)) return undefined;
      return { caller: { actor, session, roles }, account: actor, session, expiresAtMs: exp * 1000 };
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  return (token) => {
    const known = verified.get(token);
    if (!known) return token.length > lengthMax ? undefined : verify(token);
    if (clock.now() < known.expiresAtMs) return unlessEnded(known);
    verified.delete(token);
    return undefined;
  };
}

const isRoles = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((role) => typeof role === 'string');
