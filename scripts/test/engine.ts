import { root } from '../tools.ts';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Files that choose the engine on which tests of services run, by its name. */
const choices: Readonly<Record<TestEngineName, readonly string[]>> = {
  memory: [],
  postgres: ['engines/postgres/src/testing/use-postgres.ts'],
};

/** An engine that tests of services run on. */
export type TestEngineName = 'memory' | 'postgres';

/** `TOUCHLINE_TEST_ENGINE=postgres npm test -- services` runs them on PostgreSQL; the default is memory. */
export function chosenEngine(env: Readonly<Record<string, string | undefined>>): TestEngineName | undefined {
  const name = env['TOUCHLINE_TEST_ENGINE'];
  if (name === undefined || name === 'memory' || name === 'postgres') return name;
  throw new Error(`TOUCHLINE_TEST_ENGINE is one of ${Object.keys(choices).join(', ')}, not "${name}".`);
}

export const engineOptions = (name: TestEngineName): string[] =>
  choices[name].map((file) => `--import=${pathToFileURL(join(root, file)).href}`);
