import type { Hono } from 'hono';
import type { Edge } from './http-options.ts';
import type { EdgeContext, EdgeEnv } from './edge-request.ts';
import { knownProblem, safetyHeaders } from './problem.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** HT3: a page where the app has one, 404 where there is no path, 405 with `Allow` where there is one, 204 for OPTIONS. No CORS headers, ever. */
export function noSuchRoute(app: Hono<EdgeEnv>, edge: Edge) {
  const { page } = edge.options;
  return edge.handler('none', async (c, requestId) => {
    const { method } = c.req.raw;
    const found = method === 'GET' || method === 'HEAD' ? await page?.(c, requestId) : undefined;
    if (found) return found;
    const allow = allowed(app, c.req.path);
    if (allow.length === 0) return knownProblem('no-such-route', requestId);
    const headers = { allow: allow.join(', ') };
    if (method !== 'OPTIONS') return knownProblem('method-not-allowed', requestId, { headers });
    return new Response(null, {
      status: 204,
      headers: { ...headers, 'x-request-id': requestId, 'cache-control': 'no-store', ...safetyHeaders },
    });
  }) satisfies (c: EdgeContext) => Promise<Response>;
}

function allowed(app: Hono<EdgeEnv>, path: string): string[] {
  const found: string[] = methods.filter((method) =>
    // What stands on all methods is middleware of `extra`, not a route.
    app.router.match(method, path)[0].some(([[, route]]) => route.method !== 'ALL'),
  );
  if (found.length === 0) return found;
  return [...found, ...(found.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}
