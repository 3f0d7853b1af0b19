import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { Fault, type FaultCode } from '../fault.ts';
import { smallClub } from '../http/testing/small-club.ts';
import { asAdministrator, asMember, asOperator, board, note, smallEdge } from '../http/testing/small-edge.ts';
import { openApi } from './open-api.ts';

interface Answered {
  readonly headers?: Readonly<Record<string, object>>;
  readonly content?: Readonly<Record<string, { readonly examples?: Readonly<Record<string, object>> }>>;
}
interface Document {
  readonly paths: Record<string, Record<string, { readonly responses: Readonly<Record<string, Answered>> }>>;
}
const { paths } = openApi([smallClub], { title: 'Small club', version: '1.2.3' }) as unknown as Document;

const pin = { method: 'POST', path: '/v1/boards/{board}/notes', body: '{"text":"a"}', headers: asMember };
const take = { method: 'DELETE', path: '/v1/boards/{board}/notes/{note}', headers: asMember };
const rename = { method: 'PUT', path: '/v1/boards/{board}', body: '{"name":"a"}', headers: asAdministrator };
const page = { method: 'GET', path: '/v1/notes/{note}', headers: {} };
const mine = { method: 'GET', path: '/v1/notes/mine', headers: asMember };

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers as expected, and as the contract of the route says. */
async function assertDeclared(expected: string, sent: Sent, fault?: FaultCode): Promise<void> {
  const fails = async (): Promise<never> => {
    throw new Fault(fault ?? 'internal', 'It fails.');
  };
  const { send } = smallEdge(fault && { execute: fails, query: fails }, { browser: { keptS: 60 } });
  const url = sent.path.replace('{board}', board).replace('{note}', note);
  const { status, json } = await send(sent.method, `http://club.example${url}`, sent.body, sent.headers);
  equal(json['code'], expected);
  const declared = paths[sent.path]?.[sent.method.toLowerCase()]?.responses[status];
  const examples = declared?.content?.['application/problem+json']?.examples ?? {};
  ok(expected in examples, `${sent.method} ${sent.path} answers ${status} ${expected}`);
}

test('CT3: what the edge itself refuses is in the contract, also of commands that take no body', async () => {
  const text = { ...asMember, 'content-type': 'text/plain' };
  await assertDeclared('unsupported-media-type', { ...take, body: '{}', headers: text });
  await assertDeclared('malformed-json', { ...take, body: '{' });
  await assertDeclared('invalid-input', { ...take, body: '{"more":1}' });
  await assertDeclared('body-too-large', { ...take, body: ' '.repeat(20_000) });
  for (const route of [pin, take, mine]) await assertDeclared('forbidden', { ...route, headers: asOperator });
  await assertDeclared('forbidden', { ...rename, headers: asMember });
  for (const route of [pin, take, rename, page, mine])
    await assertDeclared('no-own-origin', { ...route, headers: { cookie: 'touchline-access=member' } });
});

test('CT3: faults that a command or a query may end with are in the contract', async () => {
  const either: readonly FaultCode[] = [
    'internal', 'corrupt', 'not-yet-visible', 'overloaded', 'draining', 'closed',
  ]; // prettier-ignore
  const written: readonly FaultCode[] = [
    'outcome-unknown',
    'contention',
    'read-only',
    'storage-full',
    'erased',
  ];
  for (const fault of either)
    for (const route of [pin, take, rename, page, mine]) await assertDeclared(fault, route, fault);
  for (const fault of written)
    for (const route of [pin, take, rename]) await assertDeclared(fault, route, fault);
});

test('CT3: the contract itself is answered 304 to who has it', async () => {
  const { send } = smallEdge();
  for (const path of ['/openapi.json', '/asyncapi.json']) {
    const declared = paths[path]?.['get']?.responses;
    const { status, headers } = await send('GET', path);
    equal(status, 200);
    const etag = headers.get('etag') ?? '';
    ok(declared?.['200']?.headers?.['ETag'], `${path} carries an ETag`);
    equal((await send('GET', path, undefined, { 'if-none-match': etag })).status, 304);
    ok(declared['304'], `${path} answers 304`);
  }
});
