/** What the environment says; options win over it. */
export interface Environment {
  readonly data?: string | undefined;
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  readonly partitions?: string | undefined;
  /** Everything, for who judges the settings of a server. */
  readonly all?: Readonly<Record<string, string | undefined>>;
}

export const readEnvironment = (): Environment => {
  const { TOUCHLINE_DATA, TOUCHLINE_URL, TOUCHLINE_TOKEN, TOUCHLINE_PARTITIONS } = process.env;
  return {
    data: TOUCHLINE_DATA,
    url: TOUCHLINE_URL,
    token: TOUCHLINE_TOKEN,
    partitions: TOUCHLINE_PARTITIONS,
    all: process.env,
  };
};
