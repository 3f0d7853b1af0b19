import { query } from '@touchline/kernel';
import { z } from 'zod';
import type { AccessTokens } from '../tokens/access-tokens.ts';

export const listTokenKeys = ({ accessTokens }: { readonly accessTokens: AccessTokens }) =>
  query('ListTokenKeys', {
    about: 'The public keys of access tokens, as a JSON Web Key Set (RFC 7517).',
    route: 'GET /.well-known/jwks.json',
    input: z.strictObject({}),
    answers: z.strictObject({ keys: z.array(z.record(z.string(), z.string())) }),
    uses: [],
    read: () => accessTokens.jwks,
  });
