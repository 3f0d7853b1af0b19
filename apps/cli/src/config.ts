import { readFileSync } from 'node:fs';
import { CliFault } from './cli-fault.ts';

export type SecretName = 'DATABASE' | 'KEYS_DATABASE' | 'MASTER_KEY';

/** What the environment says; options win over it. */
export interface Environment {
  readonly data?: string | undefined;
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly partitions?: string | undefined;
  /** Everything, for who judges the settings of a server. */
  readonly all?: Readonly<Record<string, string | undefined>>;
  /** What the server's settings of the same names hold: in the variable, or in the file that `…_FILE` names. */
  readonly secret?: (name: SecretName) => string | undefined;
}

export const readEnvironment = (): Environment => {
  const { TOUCHLINE_DATA, TOUCHLINE_URL, TOUCHLINE_TOKEN, TOUCHLINE_PARTITIONS } = process.env;
  return {
    data: TOUCHLINE_DATA,
    url: TOUCHLINE_URL,
    token: TOUCHLINE_TOKEN,
    partitions: TOUCHLINE_PARTITIONS,
    all: process.env,
    secret,
  };
};

function secret(name: SecretName): string | undefined {
  const variable = `TOUCHLINE_${name}`;
  const file = process.env[`${variable}_FILE`];
  if (process.env[variable] || !file) return process.env[variable] || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new CliFault(`${variable}_FILE names ${file}, which cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}
