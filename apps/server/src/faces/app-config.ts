import type { EdgeEnv } from '@touchline/kernel/http';
import type { Hono } from 'hono';
import type { DemoAccount } from '../demo/demo-account.ts';

/** What the web app asks about this place before anybody has logged in. */
export function appConfig(app: Hono<EdgeEnv>, guest: () => DemoAccount | undefined): void {
  app.get('/config.json', (c) => {
    const demo = guest();
    return c.json({ ...(demo && { demo }) }, 200, { 'cache-control': 'no-cache' });
  });
}
