import type { Edge, EdgeEnv } from '@touchline/kernel/http';
import type { Hono } from 'hono';
import type { DemoAccount } from '../demo/demo-account.ts';
import { withRequestId } from '../pages/request-id.ts';

/** What the web app asks about this place before anybody has logged in. */
export function appConfig(
  app: Hono<EdgeEnv>,
  edge: Pick<Edge, 'requestId'>,
  guest: () => DemoAccount | undefined,
): void {
  const config = withRequestId(edge)((c) => {
    const demo = guest();
    return c.json({ ...(demo && { demo }) }, 200, { 'cache-control': 'no-cache' });
  });
  app.get('/config.json', config);
}
