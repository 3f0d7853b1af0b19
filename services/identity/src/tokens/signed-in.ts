import { z } from 'zod';
import { lifetimes } from '../session/lifetimes.ts';
import type { OpenSession } from '../session/session.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { RefreshTokens } from './refresh-tokens.ts';

export const signedInSchema = z
  .strictObject({
    accessToken: z.string().meta({ description: 'JWT for `Authorization: Bearer`.' }),
    refreshToken: z.string().meta({ description: 'For one use at `POST /v1/sessions/refresh`.' }),
    expiresInS: z.int().meta({ description: 'Life of a fresh access token in seconds.', examples: [600] }),
  })
  .meta({ id: 'SignedIn' });

export interface TokenMakers {
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
}

/** The tokens of a session as it stands. They follow from recorded facts: asked twice, the same come out. */
export async function signedIn(
  { accessTokens, refreshTokens }: TokenMakers,
  session: string,
  { account, generation, roles, refreshedAt }: OpenSession,
): Promise<z.output<typeof signedInSchema>> {
  return {
    accessToken: await accessTokens.sign({ account, session, generation, roles, issuedAt: refreshedAt }),
    refreshToken: refreshTokens.make(session, generation),
    expiresInS: lifetimes.accessTokenS,
  };
}
