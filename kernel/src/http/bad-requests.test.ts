import { equal, ok } from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { serveApp } from './serve-app.ts';
import { board, note, smallEdge } from './testing/small-edge.ts';

const runs = 2000;

const deep = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
const hostile = fc.constantFrom(
  '', '{', '[]', 'null', '"text"', '1e999', '{"text":1e999}', '{"text":"a","text":7}', '{"text":"a","__proto__":{"x":1}}',
  '{"constructor":{"prototype":{"x":1}}}', '{"text":"\\ud800"}', '{"text":"\\u0000"}', deep(5000), '['.repeat(9000),
  `{"text":"${'x'.repeat(20_000)}"}`, `{"weight":${'9'.repeat(400)}}`, '{"weight":-0.0e-999}', '{"tags":{"length":1e9}}',
  '{"toString":1,"text":"a"}', '{"text":{"length":{"toString":"x"}}}', '{"text":{"length":{"valueOf":1}}}',
  '{"tags":{"length":{"toString":1}}}', '\ufeff{}', '{"text":"a"}\u0000',
); // prettier-ignore
const bytes = fc.oneof(
  hostile.map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text)),
  fc
    .dictionary(fc.constantFrom('text', 'tags', 'board', '__proto__', 'x'), fc.jsonValue())
    .map((o) => Buffer.from(JSON.stringify(o))),
  fc.uint8Array({ maxLength: 200 }).map((raw) => Buffer.from(raw)),
);
const segment = fc.oneof(
  fc.constantFrom(
    'v1',
    'boards',
    board,
    'notes',
    note,
    'mine',
    'knocks',
    '..',
    '.',
    '%00',
    '%ff',
    '%',
    '%2e%2e',
    '*',
    ':note',
  ),
  fc.string({ maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed())),
);
const search = fc.array(
  fc.tuple(
    fc.constantFrom('limit', 'before', 'tag', '__proto__', 'x', ''),
    fc.string({ maxLength: 12, unit: 'binary' }),
  ),
  { maxLength: 4 },
);
const path = fc.oneof(
  fc.array(segment, { maxLength: 6 }).map((parts) => `/${parts.join('/')}`),
  fc.constantFrom(
    `/v1/boards/${board}/notes`,
    `/v1/boards/${board}`,
    '/v1/knocks',
    '/v1/notes',
    `/v1/notes/${note}`,
    '/v1/notes/mine',
  ),
);
const value = fc.oneof(
  fc.constantFrom(
    'Bearer member',
    'Bearer administrator',
    'application/json',
    '*',
    '0.1',
    '""',
    'chunked',
    '-1',
    '0',
  ),
  fc.string({ maxLength: 40 }),
);
const name = fc.constantFrom(
  'authorization', 'content-type', 'content-encoding', 'content-length', 'idempotency-key', 'touchline-min-position',
  'if-none-match', 'x-request-id', 'accept', 'range', 'expect', 'origin', 'x-forwarded-for', 'x-http-method-override',
); // prettier-ignore
const request = fc.record({
  method: fc.constantFrom(
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'DELETE',
    'PATCH',
    'OPTIONS',
    'PROPFIND',
    'get',
    'QUERY',
  ),
  path,
  search,
  headers: fc.dictionary(name, value, { maxKeys: 5 }),
  body: bytes,
  signedIn: fc.boolean(),
});

type Sent = typeof request extends fc.Arbitrary<infer Parts> ? Parts : never;

/** Only what the client library itself can send; the rest goes over a socket below. */
function requestOf({ method, path: at, search: fields, headers, body, signedIn }: Sent): Request | undefined {
  const signs = signedIn ? { authorization: 'Bearer administrator', 'content-type': 'application/json' } : {};
  const query = fields.length > 0 ? `?${new URLSearchParams(fields).toString()}` : '';
  try {
    const init = { method, headers: { ...headers, ...signs } };
    return new Request(
      `http://localhost${at}${query}`,
      /^(get|head)$/i.test(method) ? init : { ...init, body },
    );
  } catch {
    return undefined;
  }
}

const post: Sent = {
  method: 'POST',
  path: `/v1/boards/${board}/notes`,
  search: [],
  headers: {},
  body: Buffer.from('{}'),
  signedIn: true,
};
/** One for each door that must be seen, so that none is left to chance. */
const rare: Sent[] = [
  { ...post, body: Buffer.alloc(1_000_000, 'x') },
  { ...post, body: Buffer.from('{') },
  { ...post, method: 'GET', path: '/v1/boards/nowhere/at/all' },
  { ...post, method: 'GET', path: '/v1/notes/mine' },
  { ...post, method: 'PUT' },
  { ...post, signedIn: false, headers: { 'content-type': 'application/json' } },
  { ...post, signedIn: false, headers: { authorization: 'Bearer member', 'content-type': 'text/plain' } },
];

test('HT26: no request makes a 5xx; every "no" is a problem with a code', async () => {
  const statuses = new Map<number, number>();
  const { app, asked } = smallEdge();
  await fc.assert(
    fc.asyncProperty(request, async (parts) => {
      const made = requestOf(parts);
      if (!made) return;
      const response = await app.fetch(made);
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      ok(response.status < 500, `${response.status} ${await response.clone().text()}`);
      ok(response.headers.get('x-request-id'));
      if (response.status < 400 || made.method === 'HEAD') return;
      equal(response.headers.get('content-type'), 'application/problem+json');
      const problem = (await response.json()) as { code?: unknown; status?: unknown };
      equal(typeof problem.code, 'string');
      equal(problem.status, response.status);
    }),
    { numRuns: runs, examples: rare.map((parts) => [parts]) },
  );
  ok(asked.every(({ input }) => Object.getPrototypeOf(input) === Object.prototype));
  equal(({} as { x?: unknown }).x, undefined);
  // The property says little unless requests came to each of these doors.
  for (const status of [200, 400, 401, 404, 405, 413, 415])
    ok((statuses.get(status) ?? 0) > 0, `no ${status} was seen`);
});

test('HT26: no bytes on a socket make a 5xx, and the server lives on', async () => {
  const server = await serveApp(smallEdge().app, { host: '127.0.0.1', port: 0, drainMs: 500 });
  const target = fc.oneof(
    path,
    fc.string({ maxLength: 30, unit: 'binary' }),
    fc.constantFrom('*', 'http://x/y', '//', '\\', '/a\\b'),
  );
  const raw = fc
    .tuple(
      fc.constantFrom('GET', 'POST', 'PUT', 'CONNECT', 'TRACE', 'BREW', ''),
      target,
      fc.dictionary(name, value, { maxKeys: 3 }),
      bytes,
    )
    .map(([method, at, headers, body]) =>
      Buffer.concat([
        Buffer.from(`${method} ${at} HTTP/1.1\r\nHost: ${headers['origin'] ?? 'x'}\r\n`),
        Buffer.from(
          Object.entries(headers)
            .map(([key, text]) => `${key}: ${text}\r\n`)
            .join(''),
        ),
        Buffer.from(`Connection: close\r\n\r\n`),
        body,
      ]),
    );
  const statuses = new Set<string>();
  try {
    await fc.assert(
      fc.asyncProperty(raw, async (sent) => {
        const answer = await exchange(server.port, sent);
        const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 'none';
        statuses.add(status);
        ok(!status.startsWith('5'), answer);
      }),
      { numRuns: Math.ceil(runs / 5), examples: [[Buffer.from('BREW\r\n\r\n')], [plain('/nowhere')]] },
    );
    equal((await fetch(`${server.url}/healthz`)).status, 200);
    ok(statuses.has('400') && statuses.has('404'), [...statuses].join());
  } finally {
    await server.close();
  }
});

const plain = (at: string): Buffer =>
  Buffer.from(`GET ${at} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);

/** Sends everything, ends, and reads until the other side closes. */
function exchange(port: number, bytesSent: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytesSent));
    socket.setEncoding('latin1').on('data', (part) => (text += String(part)));
    socket.on('error', () => resolve(text)).on('close', () => resolve(text));
  });
}
