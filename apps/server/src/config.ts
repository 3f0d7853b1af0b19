import { parseArgs } from 'node:util';

/** How this process runs; plain values, passed down. */
export interface Config {
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** Fill an empty data folder with a small community. */
  readonly demo: boolean;
  /** Partitions of a new event store (default 1); an existing one keeps its own. */
  readonly partitions: number | undefined;
  /** Where people reach this server, when that is not a loopback address: `https://club.example`. */
  readonly origin?: string | undefined;
  /** Where messages to other systems are posted; without it they are told nothing. */
  readonly webhook?: string | undefined;
  /** Proxies in front that say whom they answer. Default 0. */
  readonly proxies?: number;
}

export class ConfigFault extends Error {}

export const startHelp = `Usage: npm start -- [options]

  --port N         port to listen on            (TOUCHLINE_PORT, default 4100; 0 picks a free one)
  --host ADDRESS   address to listen on         (TOUCHLINE_HOST, default 127.0.0.1)
  --data DIR       folder that holds everything (TOUCHLINE_DATA, default ./data)
  --demo           fill an empty data folder with a small community
  --partitions N   partitions of a new event store (TOUCHLINE_PARTITIONS, default 1)
  --origin URL     where people reach it        (TOUCHLINE_ORIGIN, e.g. https://club.example; for logging in
                   with a browser from elsewhere than this machine)
  --webhook URL    where other systems are told what they should know, such as who was erased (TOUCHLINE_WEBHOOK)
  --proxies N      proxies in front of it       (TOUCHLINE_PROXIES, default 0; their X-Forwarded-For counts)
  --help           this text`;

type Environment = Readonly<Record<string, string | undefined>>;

export const readEnvironment = (): Environment => process.env;

/** Options win over the environment. All that is wrong is said at once. */
export function configFrom(args: readonly string[], env: Environment): Config | 'help' {
  const { values, faults } = parsed(args);
  if (values['help'] === true) return 'help';
  const text = (option: string, variable: string, otherwise: string): { value: string; name: string } => {
    const given = values[option];
    if (typeof given === 'string') return { value: given, name: `--${option}` };
    return { value: env[variable] ?? otherwise, name: variable };
  };
  const whole = ({ value, name }: { value: string; name: string }, least: number, most: number): number => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= least && number <= most))
      faults.push(`${name} takes a whole number from ${least} to ${most}, not “${value}”`);
    return number;
  };
  const filled = ({ value, name }: { value: string; name: string }): string => {
    if (value.trim() === '') faults.push(`${name} is empty`);
    return value;
  };
  const partitionsOf = (given: { value: string; name: string }): number | undefined =>
    given.value === '' ? undefined : whole(given, 1, 64);
  const originOf = ({ value, name }: { value: string; name: string }): string | undefined => {
    if (value === '') return undefined;
    const url = URL.parse(value);
    const isOrigin = url && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
    if (!isOrigin) faults.push(`${name} takes an address such as https://club.example, not “${value}”`);
    return url?.origin;
  };
  const addressOf = ({ value, name }: { value: string; name: string }): string | undefined => {
    if (value !== '' && !(URL.canParse(value) && /^https?:/.test(value)))
      faults.push(`${name} takes an address such as https://example.org/hook, not “${value}”`);
    return value === '' ? undefined : value;
  };
  const config: Config = {
    dataFolder: filled(text('data', 'TOUCHLINE_DATA', './data')),
    host: filled(text('host', 'TOUCHLINE_HOST', '127.0.0.1')),
    port: whole(text('port', 'TOUCHLINE_PORT', '4100'), 0, 65_535),
    partitions: partitionsOf(text('partitions', 'TOUCHLINE_PARTITIONS', '')),
    demo: values['demo'] === true,
    origin: originOf(text('origin', 'TOUCHLINE_ORIGIN', '')),
    webhook: addressOf(text('webhook', 'TOUCHLINE_WEBHOOK', '')),
    proxies: whole(text('proxies', 'TOUCHLINE_PROXIES', '0'), 0, 10),
  };
  if (faults.length > 0) throw new ConfigFault(`${faults.join('; ')}. Run with --help to see the options.`);
  return config;
}

function parsed(args: readonly string[]): {
  values: Record<string, string | boolean | undefined>;
  faults: string[];
} {
  const faults: string[] = [];
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    port: text,
    host: text,
    data: text,
    partitions: text,
    origin: text,
    webhook: text,
    proxies: text,
    demo: flag,
    help: flag,
  };
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    return { values, faults };
  } catch (error) {
    faults.push((error as Error).message.split('. ')[0] ?? 'an option is wrong');
    return { values: {}, faults };
  }
}
