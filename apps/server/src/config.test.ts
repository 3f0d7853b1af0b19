import { deepEqual, equal, match, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { configFrom, ConfigFault, startHelp, type Config } from './config.ts';
import { settings } from './config/settings.ts';
import { serviceNames } from './service-names.ts';

const url = 'postgres://touchline:hush@db:5432/touchline';
const noFiles = (path: string): never => {
  throw Object.assign(new Error(path), { code: 'ENOENT' });
};

const config = (args: readonly string[], env: Record<string, string> = {}, readFile = noFiles): Config => {
  const found = configFrom(args, env, readFile);
  if (found === 'help') throw new Error('help was shown');
  return found;
};
const faultOf = (args: readonly string[], env: Record<string, string> = {}): string => {
  try {
    config(args, env);
  } catch (error) {
    if (error instanceof ConfigFault) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
};

test('nothing needs to be set: one process, one folder, all services', () =>
  deepEqual(config([]), {
    dataFolder: './data',
    host: '127.0.0.1',
    port: 4100,
    partitions: undefined,
    demo: false,
    origin: undefined,
    webhook: undefined,
    proxies: 0,
    engine: { name: 'embedded' },
    tracing: undefined,
    log: 'text',
    services: serviceNames,
  }));

test('PostgreSQL is chosen by options, by the environment, or by files that hold the secrets', () => {
  const key = 'ab'.repeat(32);
  const expected = {
    name: 'postgres',
    database: url,
    keysDatabase: `${url}_keys`,
    redis: 'redis://:hush@cache:6379',
    masterKey: Buffer.from(key, 'hex'),
    allowUnsafe: true,
  };
  const options = ['--engine', 'postgres', '--database', url, '--keys-database', `${url}_keys`];
  const more = ['--redis', 'redis://:hush@cache:6379', '--master-key', key, '--unsafe-durability'];
  deepEqual(config([...options, ...more]).engine, expected);
  const plain = { TOUCHLINE_ENGINE: 'postgres', TOUCHLINE_UNSAFE_DURABILITY: 'true' };
  const secrets = {
    TOUCHLINE_DATABASE: url,
    TOUCHLINE_KEYS_DATABASE: `${url}_keys`,
    TOUCHLINE_REDIS: 'redis://:hush@cache:6379',
    TOUCHLINE_MASTER_KEY: key,
  };
  deepEqual(config([], { ...plain, ...secrets }).engine, expected);
  const files = Object.fromEntries(Object.keys(secrets).map((name) => [`${name}_FILE`, `/run/${name}`]));
  const readFile = (path: string): string =>
    `${secrets[path.slice('/run/'.length) as keyof typeof secrets]}\n`;
  deepEqual(config([], { ...plain, ...files }, readFile as typeof noFiles).engine, expected);
});

test('services are named in any order and start in their own', () => {
  deepEqual(config(['--services', 'feed, posts']).services, ['posts', 'feed']);
  deepEqual(config([], { TOUCHLINE_SERVICES: 'identity' }).services, ['identity']);
});

test('all that is wrong is said at once, with what was expected, what was found and what to do', () => {
  const fault = faultOf(['--port', '99999', '--engine', 'postgres', '--services', 'posts,shop'], {
    TOUCHLINE_REDIS: 'cache:6379',
    TOUCHLINE_MASTER_KEY: 'abc',
    TOUCHLINE_UNSAFE_DURABILITY: 'yes',
    TOUCHLINE_PARTITIONS: '65',
    TOUCHLINE_ORIGIN: 'club.example/here',
  });
  for (const part of [
    /--port takes a whole number from 0 to 65535, not “99999”/,
    /--services names “shop”; there are identity, people, graph, posts, feed/,
    /needs --database URL \(or TOUCHLINE_DATABASE, TOUCHLINE_DATABASE_FILE\), such as postgres:/,
    /TOUCHLINE_REDIS is no address such as redis:/,
    /TOUCHLINE_MASTER_KEY takes 64 hexadecimal digits, and has 3 characters/,
    /TOUCHLINE_UNSAFE_DURABILITY takes true or false, not “yes”/,
    /TOUCHLINE_ORIGIN takes an address such as https:\/\/club\.example, not “club\.example\/here”/,
    /TOUCHLINE_PARTITIONS takes a whole number from 1 to 64, not “65”/,
    /Run with --help/,
  ])
    match(fault, part);
});

test('what is of no use is a mistake, and is not passed over', () => {
  match(
    faultOf(['--database', url]),
    /--database is of no use to the embedded engine: add --engine postgres/,
  );
  match(faultOf(['--engine', 'sqlite']), /--engine takes embedded or postgres, not “sqlite”/);
  match(faultOf(['--services', '']), /^--services is empty\. Run with --help/);
  equal(
    faultOf(['--port', '-1']),
    "Option '--port' argument is ambiguous. Run with --help to see the options.",
  );
  equal(configFrom(['-h'], {}, noFiles), 'help');
  deepEqual(config([], { TOUCHLINE_SERVICES: '' }).services, serviceNames);
  match(faultOf(['--demo', '--services', 'posts']), /--demo needs all services in one process/);
  match(
    faultOf([], { TOUCHLINE_DATABASE_FILE: '/gone' }),
    /names the file \/gone, which cannot be read \(ENOENT\)/,
  );
  match(
    faultOf([], { TOUCHLINE_DATABASE_FILE: '/gone', TOUCHLINE_DATABASE: url }),
    /TOUCHLINE_DATABASE and TOUCHLINE_DATABASE_FILE are both set/,
  );
});

test('secrets are in no message', () => {
  const bad = 'mysql://touchline:hush@db/touchline';
  const fault = faultOf(['--engine', 'postgres', '--database', bad, '--redis', bad, '--master-key', 'hush']);
  equal(fault.includes('hush'), false);
  match(fault, /--database is no address such as postgres:/);
});

test('help names every setting, its variable, and the file of a secret', () => {
  equal(configFrom(['--help'], {}, noFiles), 'help');
  for (const name of Object.keys(settings)) match(startHelp, new RegExp(`--${name}\\b`));
  match(startHelp, /TOUCHLINE_DATABASE, TOUCHLINE_DATABASE_FILE/);
  throws(() => config(['--prot', '1']), /--prot/);
});

test('webhook and proxies are options as well as variables, options win, and wrong ones are named', () => {
  const given = config(['--webhook', 'https://hook.example/in', '--proxies', '2'], {
    TOUCHLINE_PROXIES: '1',
  });
  equal(given.webhook, 'https://hook.example/in');
  equal(given.proxies, 2);
  equal(config([], { TOUCHLINE_PROXIES: '1' }).proxies, 1);
  throws(
    () => config(['--webhook', 'hook', '--proxies', '11']),
    /--webhook takes .*; --proxies takes a whole/,
  );
});

test('traces go where they are told to, of as many requests as they are told', () => {
  const collector = 'http://collector:4318';
  deepEqual(config(['--traces', collector]).tracing, { url: collector, ratio: 1 });
  const env = { TOUCHLINE_TRACES: collector, TOUCHLINE_TRACES_PERCENT: '5' };
  deepEqual(config([], env).tracing, { url: collector, ratio: 0.05 });
  match(
    faultOf(['--traces', 'collector:4318']),
    /--traces takes an address such as http:\/\/collector:4318, not/,
  );
  match(faultOf(['--traces-percent', '0']), /--traces-percent takes a whole number from 1 to 100, not “0”/);
});

test('logs are lines of text, or of JSON', () => {
  equal(config([], { TOUCHLINE_LOG: 'json' }).log, 'json');
  match(faultOf(['--log', 'xml']), /--log takes text or json, not “xml”/);
});
