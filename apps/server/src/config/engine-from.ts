import type { AllGiven, Given } from './given.ts';

export type EngineConfig = { readonly name: 'embedded' } | PostgresConfig;

export interface PostgresConfig {
  readonly name: 'postgres';
  readonly database: string;
  readonly keysDatabase: string | undefined;
  readonly redis: string | undefined;
  /** `undefined`: the one in the data folder. */
  readonly masterKey: Uint8Array | undefined;
  readonly allowUnsafe: boolean;
}

/** What only PostgreSQL has a use for. */
const itsOwn = ['database', 'keys-database', 'redis', 'master-key'] as const;

const postgresExample = 'postgres://user:password@host:5432/name';
const redisExample = 'redis://host:6379';

export function engineFrom(settings: AllGiven): EngineConfig {
  const { faults } = settings;
  const chosen = settings.text('engine') ?? { value: 'embedded', name: '--engine' };
  if (chosen.value === 'postgres') return postgresFrom(settings);
  if (chosen.value !== 'embedded')
    faults.push(`${chosen.name} takes embedded or postgres, not “${chosen.value}”`);
  else
    for (const setting of itsOwn) {
      const found = settings.text(setting);
      if (found) faults.push(`${found.name} is of no use to the embedded engine: add --engine postgres, or leave it out`); // prettier-ignore
    }
  return { name: 'embedded' };
}

function postgresFrom(settings: AllGiven): PostgresConfig {
  const { faults } = settings;
  const database = urlOf(settings, 'database', ['postgres:', 'postgresql:'], postgresExample);
  if (database === undefined && !settings.text('database'))
    faults.push(
      `the engine postgres needs --database URL (or TOUCHLINE_DATABASE, TOUCHLINE_DATABASE_FILE), such as ${postgresExample}`,
    );
  return {
    name: 'postgres',
    database: database ?? '',
    keysDatabase: urlOf(settings, 'keys-database', ['postgres:', 'postgresql:'], postgresExample),
    redis: urlOf(settings, 'redis', ['redis:', 'rediss:'], redisExample),
    masterKey: keyOf(settings.text('master-key'), faults),
    allowUnsafe: settings.flag('unsafe-durability'),
  };
}

/** Addresses hold passwords: what was given is not repeated. */
function urlOf(
  settings: AllGiven,
  setting: 'database' | 'keys-database' | 'redis',
  schemes: readonly string[],
  example: string,
): string | undefined {
  const found = settings.text(setting);
  if (!found) return undefined;
  if (URL.canParse(found.value) && schemes.includes(new URL(found.value).protocol)) return found.value;
  settings.faults.push(`${found.name} is no address such as ${example}`);
  return undefined;
}

function keyOf(found: Given | undefined, faults: string[]): Uint8Array | undefined {
  if (!found) return undefined;
  if (/^[0-9a-f]{64}$/i.test(found.value)) return Buffer.from(found.value, 'hex');
  faults.push(
    `${found.name} takes 64 hexadecimal digits, and has ${found.value.length} characters (openssl rand -hex 32 makes one)`,
  );
  return undefined;
}
