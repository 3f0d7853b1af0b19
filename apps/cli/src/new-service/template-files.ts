import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { ServiceWords } from './service-words.ts';

const template = join(import.meta.dirname, 'template');

/** What every service needs; further ones are added as they are used. */
const dependencies = { '@touchline/kernel': '0.1.0', zod: '4.6.7' };

/** The files of a new service: path in its folder → text. They are those of `template/`, with other words. */
export function templateFiles({ service, thing }: ServiceWords): ReadonlyMap<string, string> {
  const inWords = (text: string): string =>
    text
      .replaceAll('pebbles', service)
      .replaceAll('Pebbles', capital(service))
      .replaceAll('pebble', thing)
      .replaceAll('Pebble', capital(thing));
  const files = new Map([['package.json', `${JSON.stringify(manifestOf(service), null, 2)}\n`]]);
  for (const path of globSync('**/*.{ts,md,jsonl}', { cwd: template }).toSorted())
    files.set(inWords(path.replaceAll(sep, '/')), inWords(readFileSync(join(template, path), 'utf8')));
  return files;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const manifestOf = (service: string) => ({
  name: `@touchline/${service}`,
  version: '0.1.0',
  private: true,
  description: 'What people add',
  license: 'Apache-2.0',
  type: 'module',
  exports: { '.': `./src/${service}.ts`, './published': './src/published.ts' },
  dependencies,
});
