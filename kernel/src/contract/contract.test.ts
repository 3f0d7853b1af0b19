import { deepEqual, equal, match, ok, throws } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv, type AnySchema } from 'ajv';
import { z } from 'zod';
import { knock, smallClub } from '../http/testing/small-club.ts';
import { command } from '../command.ts';
import { event } from '../event.ts';
import { service } from '../service.ts';
import { asyncApi } from './async-api.ts';
import { openApi } from './open-api.ts';

const info = { title: 'Small club', version: '1.2.3' };
const parsed = (text: string) => JSON.parse(text) as Record<string, unknown>;
const json = (document: object): string => JSON.stringify(document);

interface Operation {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: readonly {
    readonly name?: string;
    readonly in?: string;
    readonly required?: boolean;
  }[];
  readonly requestBody?: { readonly content: Record<string, { schema: Record<string, unknown> }> };
  readonly responses: Record<string, { headers?: object; content?: Record<string, { examples?: object }> }>;
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, Record<string, unknown>>;
    readonly examples: object;
  };
}
const document = openApi([smallClub], info) as unknown as Document;
const operation = (path: string, method: string): Operation => document.paths[path]![method]!;

test('CT1: the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate(parsed(json(document)));
  ok(result.valid, JSON.stringify(result.errors));
  const broken = parsed(json({ ...document, paths: { 'no-slash': {} } }));
  equal((await new Validator().validate(broken)).valid, false);
});

test('CT1: every reference of both documents leads somewhere', () => {
  for (const one of [document, asyncApi([smallClub], info)]) {
    const refs = new Set([...json(one).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((found) => found[1] as string));
    ok(refs.size > 3);
    for (const ref of refs) {
      const target = ref
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], one);
      ok(target !== undefined, ref);
    }
  }
});

test('CT2: every route is an operation named after its command or query, in its service’s tag', () => {
  const names = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((one) => one.operationId),
  );
  deepEqual(names.toSorted(), [
    'EnterClub', 'Knock', 'PinNote', 'RenameBoard', 'TakeNote', 'asyncapi', 'healthz', 'my-notes', 'note-list', 'note-page', 'openapi', 'readyz',
  ]); // prettier-ignore
});

test('CT2: path fields are path parameters, the others the body or the query string', () => {
  const pin = operation('/v1/boards/{board}/notes', 'post');
  const places = (one: Operation) =>
    one.parameters?.filter((p) => p.name).map((p) => `${p.in} ${p.name} ${p.required}`);
  deepEqual(places(pin), ['path board true']);
  const schema = pin.requestBody?.content['application/json']?.schema;
  deepEqual(
    [Object.keys(schema?.['properties'] as object), schema?.['required']],
    [['text', 'tags', 'weight'], ['text']],
  );
  equal(schema?.['additionalProperties'], false);
  equal(operation('/v1/boards/{board}/notes/{note}', 'delete').requestBody, undefined);
  deepEqual(places(operation('/v1/notes', 'get')), [
    'query limit false',
    'query before false',
    'query tag false',
  ]);
});

test('CT3: each declared refusal is an example under its status, beside the edge’s own problems', () => {
  const { responses } = operation('/v1/boards/{board}/notes', 'post');
  const codes = (status: string) =>
    Object.keys(responses[status]?.content?.['application/problem+json']?.examples ?? {});
  deepEqual(codes('404'), ['no-such-board']);
  deepEqual(codes('409'), ['note-there', 'idempotency-key-reused']);
  deepEqual(codes('422'), ['board-full']);
  ok(codes('400').includes('invalid-input') && codes('401').length > 0 && codes('507').length > 0);
  deepEqual(Object.keys(responses['429']?.headers ?? {}), ['X-Request-Id', 'Retry-After']);
});

test('CT3: answers carry their status and headers; pages a Link', () => {
  ok(operation('/v1/boards/{board}/notes', 'post').responses['201']);
  ok(operation('/v1/boards/{board}', 'put').responses['200']);
  ok(operation('/v1/knocks', 'post').responses['204']);
  ok('Link' in (operation('/v1/notes', 'get').responses['200']?.headers ?? {}));
  ok(!('Link' in (operation('/v1/notes/{note}', 'get').responses['200']?.headers ?? {})));
  ok(operation('/v1/notes/{note}', 'get').responses['304']);
});

test('CT4: tokens are asked for where the declaration does, administrators where it does', () => {
  deepEqual(operation('/v1/knocks', 'post').security, [{}, { bearer: [] }, { cookie: [] }]);
  deepEqual(operation('/v1/notes/mine', 'get').security, [{ bearer: [] }, { cookie: [] }]);
  const refused = (one: Operation) =>
    Object.keys(one.responses['403']?.content?.['application/problem+json']?.examples ?? {});
  deepEqual(refused(operation('/v1/boards/{board}', 'put')), ['forbidden', 'cross-site', 'no-own-origin']);
  deepEqual(refused(operation('/v1/notes/mine', 'get')), ['forbidden', 'cross-site', 'no-own-origin']);
  deepEqual(refused(operation('/v1/knocks', 'post')), ['cross-site', 'no-own-origin']);
});

test('CT5: a schema with an id stands once, among the shared ones', () => {
  ok('Note' in document.components.schemas);
  equal(json(document.paths).split('A note as its page shows it.').length, 1);
});

test('CT5: a type that reads differently in and out stands twice; two types with one id are refused', () => {
  const Size = z.strictObject({ wide: z.int().default(1) }).meta({ id: 'Size' });
  const Other = z.strictObject({ high: z.string() }).meta({ id: 'Size' });
  const schemasOf = (input: z.ZodType, answers: z.ZodType) => {
    const make = command(smallClub.streams[0]!, {
      type: 'Resize',
      about: 'x',
      route: 'POST /v1/size',
      input: z.strictObject({ size: input }),
      refusals: {},
      target: () => 'x',
      decide: () => [],
      answer: () => ({}),
      answers,
    });
    const made = openApi([service({ name: 'x', about: 'x', commands: [make] })], info) as unknown as Document;
    return Object.keys(made.components.schemas).filter((name) => name.startsWith('Size'));
  };
  deepEqual(schemasOf(Size, Size), ['Size', 'SizeOutput']);
  deepEqual(schemasOf(Size, z.array(z.string())), ['Size']);
  throws(() => schemasOf(Size, z.tuple([Size, z.array(Other)])), /Size/);
});

test('CT6: the order of declarations does not show', () => {
  const turned = {
    ...smallClub,
    commands: smallClub.commands.toReversed(),
    queries: smallClub.queries.toReversed(),
  };
  const first = service({ name: 'a', about: 'First.' });
  equal(json(openApi([turned, first], info)), json(openApi([first, smallClub], info)));
  const events = { ...smallClub, publishes: smallClub.publishes.toReversed() };
  equal(json(asyncApi([events], info)), json(asyncApi([smallClub], info)));
});

test('CT6: a name used twice is refused', () => {
  const twin = service({
    name: 'twin',
    about: 'x',
    commands: [{ ...knock, route: 'POST /v1/other' }],
    queries: [],
  });
  throws(() => openApi([smallClub, twin], info), /named Knock/);
});

const asyncSchema = JSON.parse(
  readFileSync(new URL(import.meta.resolve('@asyncapi/specs/schemas/3.0.0.json')), 'utf8'),
) as AnySchema;

test('CT7: the document is valid AsyncAPI 3.0', () => {
  const valid = new Ajv({
    strict: false,
    meta: false,
    validateSchema: false,
    validateFormats: false,
  }).compile(asyncSchema);
  const made = JSON.parse(json(asyncApi([smallClub], info))) as { channels: Record<string, unknown> };
  ok(valid(made), JSON.stringify(valid.errors));
  made.channels['small-club'] = { address: 7 };
  equal(valid(made), false);
});

test('CT7: one channel per publishing service; messages with schema, version and marked personal fields', () => {
  const silent = service({ name: 'silent', about: 'Publishes nothing.' });
  const made = asyncApi([smallClub, silent], info) as unknown as {
    channels: Record<string, { messages: Record<string, { $ref: string }> }>;
    components: { messages: Record<string, Record<string, unknown>> };
  };
  deepEqual(Object.keys(made.channels), ['small-club']);
  deepEqual(Object.keys(made.channels['small-club']?.messages ?? {}), ['NotePinned', 'NoteTaken']);
  const message = made.components.messages['small-club.NotePinned'];
  deepEqual(
    [message?.['x-schema-version'], message?.['x-personal']],
    [2, { of: 'author', fields: ['text'] }],
  );
  match(
    json(message ?? {}),
    /"text":\{"anyOf":\[\{"type":"string"\},\{"\$ref":"#\/components\/schemas\/Erased"\}\],"x-personal-of":"author"\}/,
  );
});

test('CT7: a personal field in a shared schema is marked without touching the others who share it', () => {
  const Profile = z.strictObject({ person: z.string(), name: z.string() }).meta({ id: 'Profile' });
  const Named = event('Named', { about: 'x', schema: Profile, personal: { of: 'person', fields: ['name'] } });
  const made = asyncApi(
    [service({ name: 'x', about: 'x', publishes: [Named] })],
    info,
  ) as unknown as Document;
  ok(!json(made.components.schemas['Profile'] ?? {}).includes('Erased'));
  match(json(made), /"name":\{"anyOf"/);
});
