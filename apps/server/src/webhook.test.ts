import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { openCommunity } from './testing/community.ts';
import { webhook } from './webhook.ts';

interface Got {
  readonly body: string;
  readonly key: string;
  readonly signature: string;
}

/** Another system that listens; it answers as told. */
async function receiver(status: () => number) {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      got.push({
        body,
        key: String(request.headers['idempotency-key']),
        signature: String(request.headers['touchline-signature']),
      });
      response.writeHead(status(), { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { got, url, close };
}

const delivery = (payload: object) => ({
  id: 'identity/p:0.1:x',
  message: 'PersonErased',
  payload,
  attempt: 1,
  signal: new AbortController().signal,
});

test('a message is posted with its id, and signed', async () => {
  const { got, url, close } = await receiver(() => 204);
  const secret = new Uint8Array(32).fill(5);
  await webhook({ url, secret })(delivery({ person: 'ana' })).finally(close);
  const [one] = got;
  ok(one);
  deepEqual(JSON.parse(one.body), {
    id: 'identity/p:0.1:x',
    message: 'PersonErased',
    payload: { person: 'ana' },
  });
  equal(one.key, 'identity/p:0.1:x');
  equal(one.signature, `sha256=${createHmac('sha256', secret).update(one.body).digest('hex')}`);
});

for (const [status, retryable] of [
  [500, true],
  [503, true],
  [429, true],
  [400, false],
  [410, false],
] as const)
  test(`an answer of ${status} ${retryable ? 'comes again' : 'is given up'}`, async () => {
    const { url, close } = await receiver(() => status);
    const deliver = webhook({ url, secret: new Uint8Array(32) });
    await rejects(deliver(delivery({})), { retryable, message: `The webhook answered ${status}.` }).finally(
      close,
    );
  });

test('nothing is sent on to another address, and nobody listening is an error that comes again', async () => {
  const { got, url, close } = await receiver(() => 307);
  const deliver = webhook({ url, secret: new Uint8Array(32) });
  await rejects(deliver(delivery({})), TypeError);
  equal(got.length, 1);
  await close();
  await rejects(deliver(delivery({})), TypeError);
});

test('other systems are told who was erased, by id alone', async () => {
  const { got, url, close } = await receiver(() => 200);
  const community = await openCommunity(1, { webhook: url });
  try {
    const ana = await community.person('ana');
    const gone = await community.ask('DELETE', `/v1/admin/accounts/${ana}`, { as: community.operator });
    equal(gone.status, 204);
    await community.composed.host.drain();
    deepEqual(
      got.map(({ body }) => (JSON.parse(body) as { payload: object }).payload),
      [{ person: ana }],
    );
  } finally {
    await community.close();
    await close();
  }
});
