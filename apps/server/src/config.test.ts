import { equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { configFrom, ConfigFault, type Config } from './config.ts';

const config = (args: readonly string[], env: Record<string, string> = {}): Config => {
  const found = configFrom(args, env);
  if (found === 'help') throw new Error('help was shown');
  return found;
};

test('webhook and proxies are options as well as variables, and options win', () => {
  const given = config(['--webhook', 'https://hook.example/in', '--proxies', '2'], {
    TOUCHLINE_PROXIES: '1',
  });
  equal(given.webhook, 'https://hook.example/in');
  equal(given.proxies, 2);
  equal(config([], { TOUCHLINE_PROXIES: '1' }).proxies, 1);
  equal(config([]).proxies, 0);
});

test('all that is wrong is said at once', () => {
  throws(
    () => config(['--webhook', 'hook', '--proxies', '11', '--port', 'x']),
    (error) =>
      error instanceof ConfigFault && /--port takes .*--webhook takes .*--proxies takes/.test(error.message),
  );
});
