import { ConfigFault, secretSetting } from '@touchline/server/config';
import { CliFault } from './cli-fault.ts';

export type SecretName = 'database' | 'keys-database' | 'master-key';

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
  try {
    return secretSetting(name, process.env);
  } catch (cause) {
    if (cause instanceof ConfigFault) throw new CliFault(cause.message, { cause });
    throw cause;
  }
}
