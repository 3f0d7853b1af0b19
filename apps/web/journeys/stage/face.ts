import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { AddressInfo } from 'node:net';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types touchline";

const cookieOf = (req: IncomingMessage, name: string): string | undefined =>
  new RegExp(`(?:^|; )${name}=([^;]+)`).exec(req.headers.cookie ?? '')?.[1];
const cookie = (name: string, value: string): string =>
  `${name}=${value}; HttpOnly; SameSite=Lax; Path=/${value === '' ? '; Max-Age=0' : ''}`;

/** Serves the built app and keeps the tokens in cookies, in front of a server that does neither. */
export async function face(api: string, dist: string): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((req, res) => {
    if (/^\/(v1|docs|openapi\.json)(\/|\?|$)/.test(req.url ?? '')) void pass(req, res);
    else serve(req, res);
  });

  function serve(req: IncomingMessage, res: ServerResponse): void {
    const path = new URL(req.url ?? '/', 'http://face').pathname;
    const wanted = join(dist, path);
    const found = wanted.startsWith(dist) && existsSync(wanted) && statSync(wanted).isFile();
    if (!found && extname(path) !== '') return void res.writeHead(404).end();
    const file = found ? wanted : join(dist, 'index.html');
    res.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'cache-control': path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
    });
    createReadStream(file).pipe(res);
  }

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    let body = Buffer.concat(chunks);
    const opening = req.method === 'POST' && req.url === '/v1/sessions';
    const renewing = req.method === 'POST' && req.url === '/v1/sessions/refresh';
    if (opening) {
      const { login, password } = JSON.parse(body.toString()) as Record<string, string>;
      body = Buffer.from(JSON.stringify({ login, password }));
    }
    if (renewing) body = Buffer.from(JSON.stringify({ refreshToken: cookieOf(req, 'refresh') ?? '' }));
    const access = cookieOf(req, 'access');
    const headers: Record<string, string | string[]> = {
      ...(req.headers as Record<string, string>),
      'content-length': String(body.length),
      ...(access !== undefined && !renewing && { authorization: `Bearer ${access}` }),
    };
    delete headers['cookie'];
    delete headers['host'];
    if (body.length === 0) delete headers['content-length'];
    const onward = request(new URL(req.url ?? '/', api), { method: req.method, headers }, (answer) => {
      if (!(opening || renewing) || (answer.statusCode ?? 500) >= 300) {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        return void answer.pipe(res);
      }
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const { accessToken, refreshToken } = JSON.parse(Buffer.concat(parts).toString()) as Record<
          string,
          string
        >;
        const { 'content-length': _, ...rest } = answer.headers;
        const cookies = [cookie('access', accessToken ?? ''), cookie('refresh', refreshToken ?? '')];
        res.writeHead(answer.statusCode ?? 200, { ...rest, 'set-cookie': cookies }).end('{}');
      });
    });
    onward.on('error', () => res.destroy());
    onward.end(body);
  }

  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
