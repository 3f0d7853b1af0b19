import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identityService } from './identity.ts';
import { identityParts } from './parts.ts';
import { scope, testParts } from './testing/parts.ts';

const service = identityService(testParts());

test('the routes are those that clients were promised', () => {
  const routes = [...service.commands, ...service.queries].flatMap(({ route, access }) =>
    route ? [`${route} ${access}`] : [],
  );
  assert.deepEqual(routes.toSorted(), [
    'DELETE /v1/admin/accounts/:account administrator',
    'DELETE /v1/me member',
    'DELETE /v1/sessions member',
    'DELETE /v1/sessions/:id member',
    'GET /.well-known/jwks.json anyone',
    'GET /v1/admin/accounts administrator',
    'GET /v1/admin/accounts/:account administrator',
    'GET /v1/me member',
    'GET /v1/sessions member',
    'POST /v1/accounts anyone',
    'POST /v1/admin/accounts administrator',
    'POST /v1/sessions anyone',
    'POST /v1/sessions/refresh anyone',
    'PUT /v1/me/handle member',
    'PUT /v1/me/password member',
  ]);
});

test('no published event carries an address, a hash or a token', () => {
  const fields = service.publishes.flatMap((event) =>
    Object.keys((event.schema as unknown as { shape: object }).shape),
  );
  assert.deepEqual([...new Set(fields)].toSorted(), [
    'account',
    'by',
    'from',
    'handle',
    'handles',
    'name',
    'reason',
    'role',
    'session',
    'to',
  ]);
});

test('e-mail addresses, hashes, names and browsers are encrypted with the person’s key wherever they stand', () => {
  const personal = new Set(['browser', 'email', 'hash', 'name']);
  for (const event of service.streams.flatMap((stream) => stream.events)) {
    const held = Object.keys((event.schema as unknown as { shape: object }).shape).filter((field) =>
      personal.has(field),
    );
    assert.deepEqual([...(event.personal?.fields ?? [])], held, event.type);
  }
});

test('the parts follow from three secrets, each with its own name', async () => {
  const asked: string[] = [];
  const secrets = {
    secret: (name: string) => (asked.push(name), Promise.resolve(new Uint8Array(32).fill(asked.length))),
  };
  const options = { secrets, clock: { steady: () => 0 }, ...scope };
  const parts = await identityParts(options);
  assert.equal(new Set(asked).size, 3);
  assert.notEqual(parts.emailId('kai@example.org'), parts.emailId('ana@example.org'));
  assert.equal(parts.emailId('Kai@Example.org'), parts.emailId('kai@example.org'));
  assert.match(parts.emailId('kai@example.org'), /^[0-9a-f]{64}$/);
});

test('every event that carries the hash of a password declares it a secret, which nobody is shown', () => {
  const carrying = service.streams
    .flatMap(({ events }) => events)
    .filter(({ schema }) => 'hash' in (schema as unknown as { shape: object }).shape);
  assert.deepEqual(
    carrying.map(({ type, personal }) => [type, personal?.secret]),
    [
      ['PasswordChosen', true],
      ['PasswordChanged', true],
    ],
  );
});
