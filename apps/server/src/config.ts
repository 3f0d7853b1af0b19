import { readFileSync } from 'node:fs';
import { engineFrom, type EngineConfig } from './config/engine-from.ts';
import { given } from './config/given.ts';
import { logFrom, type LogForm } from './config/log-from.ts';
import { originFrom } from './config/origin-from.ts';
import { servicesFrom } from './config/services-from.ts';
import { helpText } from './config/settings.ts';
import { tracingFrom } from './config/tracing-from.ts';
import { urlFrom } from './config/url-from.ts';
import type { ServiceName } from './service-names.ts';
import type { TracingSettings } from './tracing/start-tracing.ts';

/** How this process runs; plain values, passed down. */
export interface Config {
  /** Of the embedded engine it holds everything; of others the secrets, and how the command line finds this process. */
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** Fill an empty event store with a small community. */
  readonly demo: boolean;
  /** Partitions of a new event store; an existing one keeps its own. */
  readonly partitions: number | undefined;
  /** Where people reach this server, when that is not a loopback address: `https://club.example`. */
  readonly origin?: string | undefined;
  /** Where messages to other systems are posted; without it they are told nothing. */
  readonly webhook?: string | undefined;
  /** Proxies in front that say whom they answer. Default 0. */
  readonly proxies?: number;
  readonly engine: EngineConfig;
  /** Where traces go; without it nothing is traced. */
  readonly tracing?: TracingSettings | undefined;
  readonly log?: LogForm;
  /** Those that run in this process. */
  readonly services: readonly ServiceName[];
}

export class ConfigFault extends Error {}

/**
 * A secret setting of the environment, in its variable or in the file that `…_FILE` names, as every command reads it.
 * Throws `ConfigFault` where that cannot be read or both are set.
 */
export function secretSetting(
  name: 'database' | 'keys-database' | 'master-key',
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { text, faults } = given([], env, (path) => readFileSync(path, 'utf8'));
  const found = text(name);
  if (faults.length > 0) throw new ConfigFault(`${faults.join('; ')}.`);
  return found?.value;
}

export const startHelp = helpText();

type Environment = Readonly<Record<string, string | undefined>>;

export const readEnvironment = (): Environment => process.env;

const readText = (path: string): string => readFileSync(path, 'utf8');

/** Options win over the environment. All that is wrong is said at once. */
export function configFrom(
  args: readonly string[],
  env: Environment,
  readFile: (path: string) => string = readText,
): Config | 'help' {
  const settings = given(args, env, readFile);
  if (settings.flag('help')) return 'help';
  const services = servicesFrom(settings);
  const config: Config = {
    dataFolder: settings.filled('data', './data'),
    host: settings.filled('host', '127.0.0.1'),
    port: settings.whole('port', 0, 65_535) ?? 4100,
    partitions: settings.whole('partitions', 1, 64),
    demo: settings.flag('demo'),
    origin: originFrom(settings),
    webhook: urlFrom(settings, 'webhook', 'https://example.org/hook'),
    proxies: settings.whole('proxies', 0, 10) ?? 0,
    engine: engineFrom(settings),
    tracing: tracingFrom(settings),
    log: logFrom(settings),
    services,
  };
  const { faults } = settings;
  if (faults.length > 0) throw new ConfigFault(`${faults.join('; ')}. Run with --help to see the options.`);
  return config;
}
