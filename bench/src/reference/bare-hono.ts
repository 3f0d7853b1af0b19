import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';

/** The web framework alone: the same bytes under the same headers, from a constant. */
interface Fixed {
  readonly body: string;
  readonly headers: Record<string, string>;
}

process.once('message', ({ body, headers }: Fixed) => {
  const app = new Hono();
  app.get('/v1/posts/:post', () => new Response(body, { status: 200, headers: { ...headers } }));
  const listener = getRequestListener(app.fetch);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.listen({ host: '127.0.0.1', port: 0 }, () => {
    const { port } = server.address() as AddressInfo;
    process.send?.({ port });
  });
});
process.once('disconnect', () => process.exit(0));
