import { createHmac, timingSafeEqual } from 'node:crypto';

/** Tokens are computed from session and generation: no store holds one, and the same one can be given again. */
export interface RefreshTokens {
  make(session: string, generation: number): string;
  read(token: string): ReadToken;
}

/** What a token claims to be, and whether this installation made it. */
export interface ReadToken {
  readonly session: string;
  readonly generation: number;
  readonly genuine: boolean;
}

/** `session.generation.mac`, the generation in base 36, the MAC in base64url. */
export const refreshTokenPattern = /^([0-7][0-9a-hjkmnp-tv-z]{25})\.(0|[1-9a-z][0-9a-z]{0,5})\.([\w-]{43})$/;

/** The session a token of the right form names. */
export const sessionOf = (token: string): string => token.slice(0, 26);

export function refreshTokens(secret: Uint8Array): RefreshTokens {
  const macOf = (claim: string): Buffer => createHmac('sha256', secret).update(`refresh.${claim}`).digest();

  return {
    make(session, generation) {
      const claim = `${session}.${generation.toString(36)}`;
      return `${claim}.${macOf(claim).toString('base64url')}`;
    },
    read(token) {
      const [, session = '', generation = '', mac = ''] = refreshTokenPattern.exec(token) ?? [];
      const genuine = timingSafeEqual(
        macOf(`${session}.${generation}`),
        sized(Buffer.from(mac, 'base64url')),
      );
      return { session, generation: parseInt(generation, 36), genuine };
    },
  };
}

/** Comparing in constant time wants equal lengths; a missing MAC becomes one that cannot be right. */
const sized = (mac: Buffer): Buffer => (mac.length === 32 ? mac : Buffer.alloc(32));
