import type { Clock } from '@touchline/kernel';
import type { EdgeEnv } from '@touchline/kernel/http';
import type { Hono } from 'hono';
import { docsFile, docsPage } from './docs-page.ts';
import { homePage, type ShownPost } from './home-page.ts';
import { icon } from './style.ts';

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** The pages for people: the public feed at `/`, the API reference at `/docs`. */
export function pageRoutes(app: Hono<EdgeEnv>, clock: Clock): void {
  app.get('/', async (c) =>
    c.body(String(await homePage(await publicPosts(app), clock.now())), 200, headers),
  );
  app.get('/icon.svg', (c) =>
    c.body(icon, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=86400' }),
  );
  app.get('/docs', async (c) => c.body(String(await docsPage), 200, headers));
  app.get('/docs/:file', async (c) => {
    const file = await docsFile(c.req.param('file'));
    if (!file) return c.text('There is no such file.', 404);
    return c.body(file.body, 200, {
      'content-type': file.type,
      'cache-control': 'max-age=3600',
      'x-content-type-options': 'nosniff',
    });
  });
}

async function publicPosts(app: Hono<EdgeEnv>): Promise<readonly ShownPost[]> {
  const answer = await app.request('/v1/feed/public?limit=30');
  if (!answer.ok) return [];
  return ((await answer.json()) as { items: ShownPost[] }).items;
}
