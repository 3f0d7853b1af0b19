import { Hono } from 'hono';
import { commandHandler } from './command-handler.ts';
import { declaredRoutes } from './declared-routes.ts';
import { edge } from './edge.ts';
import type { EdgeEnv } from './edge-request.ts';
import { faultAnswer } from './fault-answer.ts';
import type { HttpOptions } from './http-options.ts';
import { liveRoute } from './live/live-route.ts';
import { noSuchRoute } from './no-such-route.ts';
import { queryHandler } from './query-handler.ts';
import { routeTrie } from './route-trie.ts';
import { systemRoutes } from './system-routes.ts';

/**
 * The HTTP edge of some services, from their declarations (rules HT1 …).
 *
 * @example
 * const app = httpApp({ dispatch, authenticate: (token) => sessions.callerOf(token) });
 * const server = await serveApp(app, { host: '127.0.0.1', port: 8080 });
 */
export function httpApp(options: HttpOptions): Hono<EdgeEnv> {
  const app = new Hono<EdgeEnv>({ router: routeTrie() });
  const shared = edge(options);
  for (const { service, route, command, query } of declaredRoutes(options.dispatch.services)) {
    const handle = command
      ? commandHandler(shared, service, command, route)
      : queryHandler(shared, service, query, route);
    app.on(route.method, route.path, handle);
  }
  systemRoutes(app, shared);
  if (options.live) liveRoute(app, shared, options.live);
  options.extra?.(app, shared);
  app.notFound(noSuchRoute(app, shared));
  // Reached by handlers of `extra` only: the others answer their faults themselves.
  app.onError((error, c) => faultAnswer(error, shared.requestId(c), options.onError));
  return app;
}
