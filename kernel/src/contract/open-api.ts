import { declaredRoutes } from '../http/declared-routes.ts';
import type { Service } from '../service.ts';
import type { ContractInfo } from './contract-info.ts';
import { livePaths } from './live-contract.ts';
import { commandOperation, queryOperation } from './operation.ts';
import { schemaBook } from './schema-book.ts';
import { sharedComponents } from './shared-components.ts';
import { systemPaths } from './system-paths.ts';

/** The HTTP contract of some services as an OpenAPI 3.1 document. The same declarations give the same bytes. */
export function openApi(services: readonly Service[], info: ContractInfo): object {
  const book = schemaBook('draft-2020-12');
  const paths = new Map<string, Map<string, object>>();
  const names = new Set<string>();
  for (const { service, route, command, query } of inOrder(services)) {
    const operation = command
      ? commandOperation(book, service.name, command, route)
      : queryOperation(book, service.name, query, route);
    const name = operation.operationId;
    if (names.has(name))
      throw new TypeError(`Two commands or queries are named ${name}: names are unique over all services.`);
    names.add(name);
    const path = route.path.replaceAll(/:([A-Za-z0-9]+)/g, '{$1}');
    paths.set(
      path,
      (paths.get(path) ?? new Map<string, object>()).set(route.method.toLowerCase(), operation),
    );
  }
  const live = livePaths(book, services);
  return {
    openapi: '3.1.0',
    info: { ...info, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: [
      ...services
        .map(({ name, about }) => ({ name, description: about }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      ...('/v1/live' in live
        ? [{ name: 'live', description: 'What open pages are told as it happens.' }]
        : []),
      { name: 'system', description: 'Health and the contract itself.' },
    ],
    paths: {
      ...Object.fromEntries([...paths].map(([path, operations]) => [path, Object.fromEntries(operations)])),
      ...live,
      ...systemPaths,
    },
    components: sharedComponents(book.shared()),
  };
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'];

/** By path, then method: moving a declaration does not move its place in the document. */
const inOrder = (services: readonly Service[]) =>
  declaredRoutes(services).toSorted((a, b) =>
    a.route.path === b.route.path
      ? methods.indexOf(a.route.method) - methods.indexOf(b.route.method)
      : a.route.path < b.route.path
        ? -1
        : 1,
  );
