import type { CommandType } from '../command.ts';
import type { QueryType } from '../query.ts';
import type { Service } from '../service.ts';
import { routeOf, type ParsedRoute } from './route-of.ts';

/** A route and the declaration it comes from. */
export type DeclaredRoute = { readonly service: Service; readonly route: ParsedRoute } & (
  | { readonly command: CommandType; readonly query?: undefined }
  | { readonly query: QueryType; readonly command?: undefined }
);

/** HT1: all routes of some services. Throws on two of the same form. */
export function declaredRoutes(services: readonly Service[]): readonly DeclaredRoute[] {
  const routes = services.flatMap((service) => [...commandRoutes(service), ...queryRoutes(service)]);
  const owners = new Map<string, string>();
  for (const { route, command, query } of routes) {
    const name = command?.type ?? query?.name ?? '';
    const form = `${route.method} ${route.path.replaceAll(/:[^/]+/g, ':')}`;
    const owner = owners.get(form);
    if (owner !== undefined)
      throw new TypeError(`${owner} and ${name} have the same route ${route.method} ${route.path}.`);
    owners.set(form, name);
  }
  return routes;
}

function commandRoutes(service: Service): DeclaredRoute[] {
  return service.commands.flatMap((command) => {
    if (command.route === undefined) return []; // Sent by policies only.
    const route = routeOf(command.route, command.type, command.input);
    if (route.method === 'GET')
      throw new TypeError(`${command.type}: GET is for queries, found '${command.route}'.`);
    return [{ service, route, command }];
  });
}

function queryRoutes(service: Service): DeclaredRoute[] {
  return service.queries.map((query) => {
    const route = routeOf(query.route, query.name, query.input);
    if (route.method !== 'GET')
      throw new TypeError(`${query.name}: a query is read by GET, found '${query.route}'.`);
    return { service, route, query };
  });
}
