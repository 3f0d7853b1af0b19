import { join } from 'node:path';
import { fileSecrets } from '@touchline/engine-embedded';
import { identityParts } from '@touchline/identity';
import { systemClock } from '@touchline/kernel';

/** Access tokens as members get them at log-in, signed with the keys of a data folder; good for ten minutes. */
export async function memberTokens(folder: string, people: readonly string[]): Promise<string[]> {
  const scope = { issuer: 'touchline', audience: 'touchline' } as const;
  const secrets = fileSecrets(join(folder, 'secrets'));
  const { accessTokens } = await identityParts({ secrets, clock: systemClock, ...scope });
  const issuedAt = new Date().toISOString();
  return Promise.all(
    people.map((account) =>
      accessTokens.sign({ account, session: `s${account}`, generation: 1, roles: ['member'], issuedAt }),
    ),
  );
}
