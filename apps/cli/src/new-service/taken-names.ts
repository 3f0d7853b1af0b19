import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliFault } from '../cli-fault.ts';
import type { ServiceWords } from './service-words.ts';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId?: string }>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
}

/** Refuses words that would be declared twice: names of streams, events and routes are unique over all services. */
export function refuseTakenNames(tree: string, { service, thing }: ServiceWords): void {
  const capital = thing.charAt(0).toUpperCase() + thing.slice(1);
  const openApi = JSON.parse(readFileSync(join(tree, 'contract/openapi.json'), 'utf8')) as OpenApi;
  const operations = Object.values(openApi.paths).flatMap((path) => Object.values(path));
  const routes = Object.keys(openApi.paths).map((path) => path.split('/', 3).join('/'));
  const declared = globSync('services/*/src/**/*.ts', { cwd: tree })
    .filter((path) => !/(^|[/.])test(ing)?[/.]/.test(path))
    .map((path) => readFileSync(join(tree, path), 'utf8'))
    .join('\n');
  const composed = readFileSync(join(tree, 'apps/server/src/services.ts'), 'utf8');
  const taken: readonly (readonly [isTaken: boolean, what: string])[] = [
    [routes.includes(`/v1/${service}`), `the path /v1/${service}`],
    [declared.includes(`stream('${thing}'`), `the stream “${thing}”`],
    [declared.includes(`event('${capital}Added'`), `the event ${capital}Added`],
    [
      operations.some(({ operationId }) => [`Add${capital}`, `Read${capital}`].includes(operationId ?? '')),
      `the operation Add${capital} or Read${capital}`,
    ],
    [openApi.components?.schemas?.[capital] !== undefined, `the schema ${capital}`],
    [new RegExp(`\\b${service}\\b`).test(composed), `the word “${service}” (in apps/server/src/services.ts)`],
  ];
  const found = taken.filter(([isTaken]) => isTaken).map(([, what]) => what);
  if (found.length > 0)
    throw new CliFault(`There is already ${found.join(', and ')}: choose another name; nothing was written.`);
}
