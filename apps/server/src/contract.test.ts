import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv, type AnySchema } from 'ajv';

const committed = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../contract/${name}`, import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;

/** Every reference of a document that leads nowhere. */
function lost(document: Record<string, unknown>): string[] {
  const found = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)];
  const refs = new Set(found.map(([, ref]) => ref as string));
  assert.ok(refs.size > 10);
  const at = (node: unknown, key: string) => (node as Record<string, unknown> | undefined)?.[key];
  return [...refs].filter((ref) => ref.split('/').reduce<unknown>(at, document) === undefined);
}

test('CT1: contract/openapi.json is valid OpenAPI 3.1', async () => {
  const document = committed('openapi.json');
  assert.match(String(document['openapi']), /^3\.1\./);
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors));
  assert.deepEqual(lost(document), []);
});

test('CT7: contract/asyncapi.json is valid AsyncAPI 3', () => {
  const document = committed('asyncapi.json');
  const path = new URL(import.meta.resolve('@asyncapi/specs/schemas/3.0.0.json'));
  const specification = JSON.parse(readFileSync(path, 'utf8')) as AnySchema;
  const valid = new Ajv({
    strict: false,
    meta: false,
    validateSchema: false,
    validateFormats: false,
  }).compile(specification);
  assert.ok(valid(document), JSON.stringify(valid.errors?.slice(0, 3)));
  assert.deepEqual(lost(document), []);
});
