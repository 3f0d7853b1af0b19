/** Where things listen, by the names they have in a network of containers. */
export const port = 4100;
export const gatewayPort = 8080;
export const cache = { host: 'valkey', port: 6379 } as const;
export const database = { host: 'postgres', port: 5432 } as const;
/** Runs every service: live updates, pages and operators are answered here. */
export const whole = 'all';

/** Both are read from files, so that they stand in no environment that others may list. */
export const secrets = { database: 'database', masterKey: 'master-key' } as const;

/** What every process is told; those that run one service are told its name, too. */
export const environment = (origin: string): Readonly<Record<string, string>> => ({
  TOUCHLINE_ENGINE: 'postgres',
  TOUCHLINE_DATABASE_FILE: `/run/secrets/${secrets.database}`,
  TOUCHLINE_MASTER_KEY_FILE: `/run/secrets/${secrets.masterKey}`,
  TOUCHLINE_REDIS: `redis://${cache.host}:${cache.port}`,
  TOUCHLINE_PROXIES: '1',
  TOUCHLINE_ORIGIN: origin,
});
