import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test, type TestContext } from 'node:test';
import { serveApp } from './serve-app.ts';
import { asAdministrator, asMember, board, note, smallEdge } from './testing/small-edge.ts';

const loopback = { host: '127.0.0.1', port: 0 };

async function served(t: TestContext, edge = smallEdge(), drainMs = 2000) {
  const server = await serveApp(edge.app, { ...loopback, drainMs });
  t.after(() => server.close());
  return server;
}

/** An edge whose answer waits at a gate. */
function heldEdge() {
  const gate = Promise.withResolvers<object>();
  const entered = Promise.withResolvers<void>();
  const edge = smallEdge({
    query: () => {
      entered.resolve();
      return gate.promise;
    },
  });
  return { gate, entered, edge };
}

/** Sends bytes as they are and reads until the other side closes. */
function exchange(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1').on('data', (part) => (text += String(part)));
    socket.on('error', reject).on('close', () => resolve(text));
  });
}

test('HT22: routes answer over a socket as they do in process', async (t) => {
  const edge = smallEdge();
  const { url } = await served(t, edge);
  const read = await fetch(`${url}/v1/notes/${note}`, { headers: { 'touchline-min-position': '0.1' } });
  deepEqual([read.status, read.headers.get('content-type')], [200, 'application/json']);
  const headers = { ...asMember, 'content-type': 'application/json', 'idempotency-key': 'k' };
  const made = await fetch(`${url}/v1/boards/${board}/notes`, {
    method: 'POST',
    headers,
    body: '{"text":"Up é"}',
  });
  deepEqual([made.status, await made.json()], [201, { id: board }]);
  deepEqual(edge.asked[1]?.input, { board, text: 'Up é' });
  const head = await fetch(`${url}/v1/notes/${note}`, { method: 'HEAD' });
  deepEqual([head.status, await head.text()], [200, '']);
});

test('HT6: a body without a length is bounded too, and an unread one does not hold the connection', async (t) => {
  const { port } = await served(t);
  const start =
    `PUT /v1/boards/${board} HTTP/1.1\r\nHost: x\r\nAuthorization: ${asAdministrator.authorization}\r\n` +
    'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n';
  const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
  match(await exchange(port, `${start}${chunk('{"name":')}${chunk('"x"}')}0\r\n\r\n`), /^HTTP\/1\.1 200 /);
  match(await exchange(port, start + chunk('x'.repeat(65)) + chunk('x'.repeat(1000))), /^HTTP\/1\.1 413 /);
});

test('HT6: a body announced as too long is refused before it comes', { timeout: 5000 }, async (t) => {
  const { port } = await served(t);
  const head = `POST /v1/boards/${board}/notes HTTP/1.1\r\nHost: x\r\nAuthorization: ${asMember.authorization}\r\n`;
  match(
    await exchange(port, `${head}Content-Length: 1000000\r\nConnection: close\r\n\r\n`),
    /^HTTP\/1\.1 413 /,
  );
});

test('HT22: bytes that are no request are answered with a problem, long headers with 431', async (t) => {
  const { port } = await served(t);
  for (const bytes of ['hello\r\n\r\n', 'GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n']) {
    match(await exchange(port, bytes), /^HTTP\/1\.1 400 /, bytes);
  }
  const bad = await exchange(port, 'GET /a\\b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  match(bad, /^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*"code":"bad-request"/);
  const long = await exchange(port, `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(9000)}\r\n\r\n`);
  match(long, /^HTTP\/1\.1 431 [^]*"code":"headers-too-large"/);
  match(long, /\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n/i);
});

test('HT10: nothing is answered by Node itself: a request without a host, and one that expects something unknown', async (t) => {
  const edge = smallEdge();
  const { port } = await served(t, edge);
  const hostless = await exchange(port, 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n');
  match(hostless, /^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*"code":"bad-request"/);
  const head = `GET /v1/notes/${note} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n`;
  match(await exchange(port, `${head}Expect: wonders\r\n\r\n`), /^HTTP\/1\.1 200 /);
  equal(edge.asked.length, 1);
});

test('HT22: of a header that stands twice neither is taken for the one: a host, a token, the type of a body', async (t) => {
  const { port } = await served(t);
  const get = (...headers: string[]): Promise<string> =>
    exchange(port, [`GET /v1/notes/${note} HTTP/1.1`, 'Connection: close', ...headers, '', ''].join('\r\n'));
  const token = `Authorization: ${asMember.authorization}`;
  match(await get('Host: x', token), /^HTTP\/1\.1 200 /);
  match(await get('Host: x', 'Host: club.example'), /^HTTP\/1\.1 400 [^]*"code":"bad-request"/);
  match(await get('Host: x', token, 'Authorization: Bearer none'), /^HTTP\/1\.1 401 /);
  const types = ['Content-Type: application/json', 'Content-Type: text/plain', 'Content-Length: 2'];
  const head = ['POST /v1/knocks HTTP/1.1', 'Connection: close', 'Host: x', ...types];
  match(await exchange(port, [...head, '', '{}'].join('\r\n')), /^HTTP\/1\.1 415 /);
});

test('HT20: a shed request closes its connection', async (t) => {
  const edge = smallEdge({}, { limits: { readsInFlightMax: 0 } });
  const { port } = await served(t, edge);
  // The exchange ends only because the server closes.
  const text = await exchange(port, `GET /v1/notes/${note} HTTP/1.1\r\nHost: x\r\n\r\n`);
  match(text, /^HTTP\/1\.1 503 [^]*connection: close/i);
});

test('HT23: closing finishes what is in flight, refuses new connections, and ends kept ones', async (t) => {
  const { gate, entered, edge } = heldEdge();
  const server = await served(t, edge);
  const slow = fetch(`${server.url}/v1/notes/${note}`);
  await entered.promise;
  const closing = server.close();
  equal(server.close(), closing);
  await rejects(fetch(`${server.url}/healthz`));
  gate.resolve({ id: note });
  deepEqual([(await slow).status, await (await slow).json()], [200, { id: note }]);
  await closing;
});

test('HT23: a kept connection is closed once its last answer is out', { timeout: 4000 }, async (t) => {
  const { gate, entered, edge } = heldEdge();
  const server = await served(t, edge, 60_000);
  const kept = exchange(server.port, `GET /v1/notes/${note} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await entered.promise;
  const closing = server.close();
  gate.resolve({});
  match(await kept, /^HTTP\/1\.1 200 /);
  await closing;
});

test('HT23: closing waits for what was begun for somebody who has gone', async (t) => {
  const { gate, entered, edge } = heldEdge();
  const server = await served(t, edge, 60_000);
  const socket = connect(server.port, '127.0.0.1');
  socket.write(`GET /v1/notes/${note} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await entered.promise;
  const gone = once(socket, 'close');
  socket.destroy();
  await gone;
  let isClosed = false;
  const closing = server.close().then(() => (isClosed = true));
  for (let turns = 0; turns < 100; turns++) await new Promise(setImmediate);
  equal(isClosed, false);
  gate.resolve({});
  await closing;
});

test('HT23: what does not finish in time is cut off', async (t) => {
  const { entered, edge } = heldEdge();
  const server = await served(t, edge, 30);
  const stuck = fetch(`${server.url}/v1/notes/${note}`).then(
    () => 'answered',
    () => 'cut',
  );
  await entered.promise;
  await server.close();
  equal(await stuck, 'cut');
});

test('HT22: a port in use is one clear sentence', async (t) => {
  const { port } = await served(t);
  await rejects(serveApp(smallEdge().app, { host: '127.0.0.1', port }), (error: Error) => {
    match(
      error.message,
      new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use by another program: .* another port\\.$`),
    );
    return ok(error.cause) === undefined;
  });
});

test('HT22: an address that is not this machine’s is one clear sentence', async () => {
  await rejects(
    serveApp(smallEdge().app, { host: '192.0.2.1', port: 0 }),
    /This machine has no address 192\.0\.2\.1/,
  );
});
