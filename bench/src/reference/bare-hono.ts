import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Fixed } from './start-bare-hono.ts';

/** The web framework alone: to whatever is asked the same bytes under the same headers, from a constant. */
process.once('message', ({ status, body, headers }: Fixed) => {
  const app = new Hono();
  app.all('*', () => new Response(body === '' ? null : body, { status, headers: { ...headers } }));
  const listener = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.listen({ host: '127.0.0.1', port: 0 }, () => {
    const { port } = server.address() as AddressInfo;
    process.send?.({ port });
  });
});
process.once('disconnect', () => process.exit(0));
