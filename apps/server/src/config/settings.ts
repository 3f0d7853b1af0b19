import { serviceNames } from '../service-names.ts';

/** What can be set: as `--name VALUE`, or in the environment. */
export interface Setting {
  /** What stands for the value in the help text; a flag has none. */
  readonly value?: string;
  readonly variable?: string;
  /** Its value is never repeated in messages, and may stand in the file that `VARIABLE_FILE` names. */
  readonly secret?: true;
  readonly about: string;
}

export const settings = {
  port: {
    value: 'N',
    variable: 'TOUCHLINE_PORT',
    about: 'port to listen on (default 4100; 0 picks a free one)',
  },
  host: {
    value: 'ADDRESS',
    variable: 'TOUCHLINE_HOST',
    about: 'address to listen on (default 127.0.0.1)',
  },
  data: {
    value: 'DIR',
    variable: 'TOUCHLINE_DATA',
    about: 'folder that holds everything; with PostgreSQL the secrets only (default ./data)',
  },
  services: {
    value: 'LIST',
    variable: 'TOUCHLINE_SERVICES',
    about: `those to run, such as posts,feed (default all: ${serviceNames.join(',')})`,
  },
  engine: {
    value: 'NAME',
    variable: 'TOUCHLINE_ENGINE',
    about: 'embedded (default: one process, one folder) or postgres (any number of processes)',
  },
  database: {
    value: 'URL',
    variable: 'TOUCHLINE_DATABASE',
    secret: true,
    about: 'postgres://user:password@host:5432/name, for the engine postgres',
  },
  'keys-database': {
    value: 'URL',
    variable: 'TOUCHLINE_KEYS_DATABASE',
    secret: true,
    about: 'another database for the keys, so that it has backups of its own (default the same)',
  },
  redis: {
    value: 'URL',
    variable: 'TOUCHLINE_REDIS',
    secret: true,
    about: 'redis://host:6379, for the engine postgres: a shared cache and quick hints',
  },
  'master-key': {
    value: 'HEX',
    variable: 'TOUCHLINE_MASTER_KEY',
    secret: true,
    about: '64 hexadecimal digits that wrap all keys in PostgreSQL (default: made in the data folder)',
  },
  partitions: {
    value: 'N',
    variable: 'TOUCHLINE_PARTITIONS',
    about: 'partitions of a new event store (default 1; of PostgreSQL 16)',
  },
  origin: {
    value: 'URL',
    variable: 'TOUCHLINE_ORIGIN',
    about: 'where people reach it, such as https://club.example; to log in with a browser from elsewhere',
  },
  webhook: {
    value: 'URL',
    variable: 'TOUCHLINE_WEBHOOK',
    about: 'where other systems are told what they should know, such as who was erased',
  },
  proxies: {
    value: 'N',
    variable: 'TOUCHLINE_PROXIES',
    about: 'proxies in front of it, whose X-Forwarded-For counts (default 0)',
  },
  traces: {
    value: 'URL',
    variable: 'TOUCHLINE_TRACES',
    about: 'collector of OpenTelemetry over HTTP, such as http://localhost:4318 (default: no traces)',
  },
  'traces-percent': {
    value: 'N',
    variable: 'TOUCHLINE_TRACES_PERCENT',
    about: 'share of requests that are traced, 1 to 100 (default 100)',
  },
  log: {
    value: 'FORM',
    variable: 'TOUCHLINE_LOG',
    about: 'text (default) or json: an object a line, for collectors of logs',
  },
  'unsafe-durability': {
    variable: 'TOUCHLINE_UNSAFE_DURABILITY',
    about: 'start although PostgreSQL is set so that answered writes can be lost',
  },
  demo: { about: 'fill an empty event store with a small community' },
  help: { about: 'this text' },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;

export function helpText(): string {
  const rows = Object.entries<Setting>(settings).map(([name, { value, variable, secret, about }]) => {
    const left = value === undefined ? `--${name}` : `--${name} ${value}`;
    const names = variable && (secret ? `${variable}, ${variable}_FILE` : variable);
    return [left, names ? `${about} [${names}]` : about] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    'Usage: npm start -- [options]',
    '',
    ...rows.map(([left, about]) => `  ${left.padEnd(width)}  ${about}`),
    '',
    'What stands in [ ] is the same setting in the environment; options win over it. A name that ends in _FILE',
    'names a file with the value: other users of the machine can read options, and often the environment.',
  ].join('\n');
}
