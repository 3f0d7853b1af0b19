import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { SignJWT, UnsecuredJWT, type JWTHeaderParameters } from 'jose';
import { scope } from '../testing/parts.ts';
import { accessTokens } from './access-tokens.ts';
import { authenticator } from './authenticator.ts';

const seed = new Uint8Array(32).fill(1);
const issuedAt = '2026-05-01T12:00:00.000Z';
const atMs = Date.parse(issuedAt);
const claims = { account: 'kai', session: 's1', generation: 3, roles: ['administrator'], issuedAt };
const caller = { actor: 'kai', session: 's1', roles: ['administrator'] };
const ours = accessTokens(seed, scope);
const kid = String(ours.jwks.keys[0]?.kid);
const ourKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
  format: 'der',
  type: 'pkcs8',
});

function guard(options: { ended?: Set<string>; entriesMax?: number } = {}) {
  const clock = { ms: atMs };
  const { ended = new Set() } = options;
  const authenticate = authenticator({
    jwks: ours.jwks,
    ...scope,
    ...options,
    clock: { now: () => clock.ms },
    isEnded: (session) => ended.has(session),
  });
  return { authenticate, clock, ended };
}

test('a token of ours speaks for its person, session and roles', async () => {
  assert.deepEqual(await guard().authenticate(await ours.sign(claims)), caller);
});

test('the same claims give the same token, so that a lost answer can be given again', async () => {
  assert.equal(await ours.sign(claims), await accessTokens(seed, scope).sign(claims));
  assert.notEqual(await ours.sign(claims), await ours.sign({ ...claims, generation: 4 }));
});

test('a token is good for ten minutes, also when it was verified before', async () => {
  const { authenticate, clock } = guard();
  const token = await ours.sign(claims);
  clock.ms = atMs + 599_999;
  assert.ok(await authenticate(token));
  clock.ms = atMs + 600_000;
  assert.equal(await authenticate(token), undefined);
  assert.equal(
    await guard().authenticate(await ours.sign({ ...claims, issuedAt: '2026-05-01T11:50:00.000Z' })),
    undefined,
  );
});

test('a verified token is answered at once, without a second check of its signature', async () => {
  const { authenticate } = guard();
  const token = await ours.sign(claims);
  assert.ok(authenticate(token) instanceof Promise);
  await authenticate(token);
  assert.deepEqual(authenticate(token), caller);
});

test('a session that ended shuts its tokens out, verified before or not', async () => {
  const { authenticate, ended } = guard();
  const token = await ours.sign(claims);
  assert.ok(await authenticate(token));
  ended.add('s1');
  assert.equal(await authenticate(token), undefined);
  assert.equal(await guard({ ended }).authenticate(token), undefined);
});

test('only so many verified tokens are kept', async () => {
  const { authenticate } = guard({ entriesMax: 2 });
  const tokens = await Promise.all([1, 2, 3].map((generation) => ours.sign({ ...claims, generation })));
  for (const token of tokens) await authenticate(token);
  assert.deepEqual(
    tokens.map((token) => authenticate(token) instanceof Promise),
    [true, false, false],
  );
});

/** A token with one thing wrong; everything else is as it should be. */
function forged(change: {
  header?: Partial<JWTHeaderParameters>;
  payload?: object;
  key?: KeyObject | Uint8Array;
}) {
  const header = { alg: 'EdDSA', typ: 'at+jwt', kid, ...change.header } as JWTHeaderParameters;
  const issuedAtS = atMs / 1000;
  const payload = {
    sub: 'kai',
    sid: 's1',
    jti: 's1.3',
    roles: [],
    iss: scope.issuer,
    aud: scope.audience,
    iat: issuedAtS,
    exp: issuedAtS + 600,
  };
  return new SignJWT({ ...payload, ...change.payload } as object as Record<string, unknown>)
    .setProtectedHeader(header)
    .sign(change.key ?? ourKey);
}

test('a token made by hand with nothing wrong is accepted: the refusals below are for their one fault', async () => {
  assert.ok(await guard().authenticate(await forged({})));
});

const stranger = generateKeyPairSync('ed25519').privateKey;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const wrong: Record<string, Parameters<typeof forged>[0]> = {
  'the key of another': { key: stranger },
  'another algorithm signed with the public key as secret (RS/HS confusion)': {
    header: { alg: 'HS256' },
    key: Buffer.from(String(ours.jwks.keys[0]?.x), 'base64url'),
  },
  'another asymmetric algorithm': { header: { alg: 'RS256' }, key: rsa },
  'the type of another kind of token': { header: { typ: 'JWT' } },
  'no type': { header: { typ: undefined } },
  'a key id nobody knows': { header: { kid: 'other' } },
  'a key of its own in the header': {
    header: { kid: undefined, jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' } },
    key: stranger,
  },
  'an unknown critical extension': { header: { crit: ['exotic'], exotic: true } },
  'another issuer': { payload: { iss: 'https://elsewhere.example' } },
  'another audience': { payload: { aud: 'elsewhere' } },
  'no expiry': { payload: { exp: undefined } },
  'an expiry that passed': { payload: { exp: atMs / 1000 - 1 } },
  'a time before which it is not valid': { payload: { nbf: atMs / 1000 + 60 } },
  'no subject': { payload: { sub: undefined } },
  'no session': { payload: { sid: undefined } },
  'a session that is no text': { payload: { sid: 7 } },
  'no token id': { payload: { jti: undefined } },
  'no time of issue': { payload: { iat: undefined } },
  'roles that are no list of texts': { payload: { roles: { administrator: true } } },
};
for (const [fault, change] of Object.entries(wrong))
  test(`refused: ${fault}`, async () => {
    // jose itself will not sign some of these; then they are put together by hand.
    const token = await forged(change).catch(() => handMade(change));
    assert.equal(await guard().authenticate(token), undefined);
  });

async function handMade({ header = {}, payload = {} }: Parameters<typeof forged>[0]): Promise<string> {
  const [head, body, signature] = (await forged({ payload })).split('.') as [string, string, string];
  const fields = { ...(JSON.parse(Buffer.from(head, 'base64url').toString()) as object), ...header };
  return `${Buffer.from(JSON.stringify(fields)).toString('base64url')}.${body}.${signature}`;
}

test('refused: a key of ours for another algorithm, should one ever be published', async () => {
  const { n, e } = createPublicKey(rsa).export({ format: 'jwk' });
  const jwks = { keys: [...ours.jwks.keys, { kty: 'RSA', n: String(n), e: String(e), kid: 'rsa' }] };
  const authenticate = authenticator({ jwks, ...scope, clock: { now: () => atMs }, isEnded: () => false });
  const token = await forged({ header: { alg: 'RS256', kid: 'rsa' }, key: rsa });
  assert.equal(await authenticate(token), undefined);
});

test('refused: an unsigned token, a changed one, and what is no token', async () => {
  const { authenticate } = guard();
  const unsigned = new UnsecuredJWT({ sid: 's1', jti: 'j', roles: [] })
    .setSubject('kai')
    .setIssuer(scope.issuer)
    .setAudience(scope.audience)
    .setExpirationTime(atMs / 1000 + 60)
    .setIssuedAt(atMs / 1000)
    .encode();
  const [head, body, signature] = (await ours.sign(claims)).split('.') as [string, string, string];
  const admin = Buffer.from(Buffer.from(body, 'base64url').toString().replace('"kai"', '"eva"')).toString(
    'base64url',
  );
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt', kid })).toString('base64url');
  for (const token of [
    unsigned,
    `${head}.${admin}.${signature}`,
    `${none}.${body}.`,
    `${none}.${body}.${signature}`,
    `${head}.${body}.`,
    '',
    '.',
    '..',
    'x',
    'ü.ü.ü',
    '\0',
    'a'.repeat(3000),
  ])
    assert.equal(await authenticate(token), undefined, token.slice(0, 40));
});

test('the published key set holds the public half only', () => {
  assert.deepEqual(Object.keys(ours.jwks.keys[0] ?? {}).toSorted(), ['alg', 'crv', 'kid', 'kty', 'use', 'x']);
});

test('fewer than 32 secret bytes are no key', () => {
  assert.throws(() => accessTokens(new Uint8Array(16), scope), /32 secret bytes, found 16/);
});
