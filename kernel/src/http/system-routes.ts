import type { Hono } from 'hono';
import { asyncApi } from '../contract/async-api.ts';
import { openApi } from '../contract/open-api.ts';
import { JsonText } from '../query.ts';
import type { Edge } from './http-options.ts';
import type { EdgeEnv } from './edge-request.ts';
import { safetyHeaders } from './problem.ts';
import { readAnswer } from './read-answer.ts';

/** HT21: health, readiness, metrics and the contract. Outside admission: an overloaded process still answers them. */
export function systemRoutes(app: Hono<EdgeEnv>, edge: Edge): void {
  const { dispatch, metrics, ready, info = { title: 'Touchline', version: '0.0.0' } } = edge.options;
  app.get(
    '/healthz',
    edge.handler('/healthz', (_c, id) => plain(JSON.stringify({ status: 'ok' }), 200, id)),
  );
  app.get(
    '/readyz',
    edge.handler('/readyz', async (_c, id) => {
      const state = (await ready?.()) ?? { ready: true, reasons: [] };
      return plain(
        JSON.stringify(state),
        state.ready ? 200 : 503,
        id,
        state.ready ? {} : { 'retry-after': '1' },
      );
    }),
  );
  // Made when first asked for: hundreds of schemas take a while, and most processes are never asked.
  const made = once(
    edge.options.documents ??
      (() => ({ openApi: openApi(dispatch.services, info), asyncApi: asyncApi(dispatch.services, info) })),
  );
  const open = once(() => new JsonText(JSON.stringify(made().openApi)));
  const async = once(() => new JsonText(JSON.stringify(made().asyncApi)));
  app.get(
    '/openapi.json',
    edge.handler('/openapi.json', (c, id) => readAnswer(c, open(), id)),
  );
  app.get(
    '/asyncapi.json',
    edge.handler('/asyncapi.json', (c, id) => readAnswer(c, async(), id)),
  );
  if (!metrics) return;
  const type = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };
  app.get(
    '/metrics',
    edge.handler('/metrics', async (_c, id) => plain(await metrics(), 200, id, type)),
  );
}

function plain(
  text: string,
  status: number,
  requestId: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const headers = {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...safetyHeaders,
    ...more,
  };
  return new Response(text, { status, headers });
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
