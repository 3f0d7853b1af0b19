import { root } from '../tools.ts';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Files that choose the engine on which tests of services run, by its name. */
const choices: Readonly<Record<string, readonly string[]>> = {
  memory: [],
  postgres: ['engines/postgres/src/testing/use-postgres.ts'],
};

/** `TOUCHLINE_TEST_ENGINE=postgres npm test -- services` runs them on PostgreSQL; the default is memory. */
export function engineOptions(env: Readonly<Record<string, string | undefined>>): string[] {
  const name = env['TOUCHLINE_TEST_ENGINE'] ?? 'memory';
  const files = choices[name];
  if (!files)
    throw new Error(`TOUCHLINE_TEST_ENGINE is one of ${Object.keys(choices).join(', ')}, not "${name}".`);
  return files.map((file) => `--import=${pathToFileURL(join(root, file)).href}`);
}
