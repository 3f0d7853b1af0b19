import type { Clock } from '@touchline/kernel';
import {
  header,
  knownProblem,
  safetyHeaders,
  type Edge,
  type EdgeContext,
  type EdgeEnv,
} from '@touchline/kernel/http';
import type { Hono } from 'hono';
import { docsFile, docsPage } from './docs-page.ts';
import { eventsPage, listenScript, type AsyncDocument } from './events-page.ts';
import { homePage, type ShownPost } from './home-page.ts';
import { withRequestId } from './request-id.ts';
import { icon } from './style.ts';

const script = 'text/javascript; charset=utf-8';

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** What a program finds at `/`; people get a page there. */
const forPrograms = {
  name: 'Touchline',
  api: '/v1',
  reference: '/docs',
  openapi: '/openapi.json',
  asyncapi: '/asyncapi.json',
  live: '/v1/live',
};

/** A page of the app for people, when it was built. */
type AppPage = (c: EdgeContext, requestId: string) => Promise<Response | undefined>;

/** The pages for people: the app at `/`, or without it the public feed; the API reference at `/docs`. */
export function pageRoutes(
  app: Hono<EdgeEnv>,
  edge: Pick<Edge, 'requestId'>,
  clock: Clock,
  appPage: AppPage,
  asyncApi: () => object,
): void {
  const named = withRequestId(edge);
  app.get(
    '/',
    named(async (c) => {
      if (!(header(c, 'accept') ?? '').includes('text/html'))
        return c.json(forPrograms, 200, { ...safetyHeaders, vary: 'Accept', 'cache-control': 'no-cache' });
      const page = await appPage(c, edge.requestId(c));
      return page ?? c.body(String(await homePage(await publicPosts(app), clock.now())), 200, headers);
    }),
  );
  app.get(
    '/icon.svg',
    named(
      async (c) =>
        (await appPage(c, edge.requestId(c))) ??
        c.body(icon, 200, { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=86400' }),
    ),
  );
  app.get(
    '/docs',
    named(async (c) => c.body(String(await docsPage), 200, headers)),
  );
  app.get(
    '/docs/events',
    named(async (c) => c.body(String(await eventsPage(asyncApi() as AsyncDocument)), 200, headers)),
  );
  app.get(
    '/docs/listen.js',
    named((c) => c.body(listenScript, 200, { ...headers, 'content-type': script })),
  );
  app.get(
    '/docs/:file',
    named(async (c) => {
      const file = await docsFile(c.req.param('file') ?? '');
      if (!file) return knownProblem('no-such-route', edge.requestId(c));
      return c.body(file.body, 200, {
        'content-type': file.type,
        'cache-control': 'max-age=3600',
        'x-content-type-options': 'nosniff',
      });
    }),
  );
}

async function publicPosts(app: Hono<EdgeEnv>): Promise<readonly ShownPost[]> {
  const answer = await app.request('/v1/feed/public?limit=30');
  if (!answer.ok) return [];
  return ((await answer.json()) as { items: ShownPost[] }).items;
}
