import { deepEqual, equal, ok } from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { packData, unpackData } from './event-data.ts';

const post = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const anna = '01k9w3m8x2f7qtb6s5n0v4c1ab';
const sealed = randomBytes(40).toString('base64url');

const sizeOf = (data: string, stream: string, actor: string | null): number =>
  Buffer.from(packData(data, { stream, actor })).length;

test('ids that stand in the row, and the base64url of sealed fields, are not written twice', () => {
  equal(packData(`{"post":"${post}"}`, { stream: `post-${post}`, actor: null }), '{"post":"\u0002"}');
  const given = `{"post":"${post}","person":"${anna}"}`;
  equal(
    packData(given, { stream: `kudos-${post}.${anna}`, actor: anna }),
    '{"post":"\u0002","person":"\u0001"}',
  );
  equal(
    packData(given, { stream: `kudos-${post}.${anna}`, actor: null }),
    '{"post":"\u0002","person":"\u0003"}',
  );
  equal(sizeOf(`{"text":{"$p":"${sealed}"}}`, 'post-x', null), '{"text":}'.length + 3 + 40);
  const bytes = packData('{"a":{"$p":"AQID"},"b":1}', { stream: 'post-x', actor: null });
  equal(Buffer.from(bytes).toString('latin1'), '{"a":\u0004\u0003\0\u0001\u0002\u0003,"b":1}');
});

test('whatever an event holds is read as it was written', () => {
  const ids = fc.constantFrom(post, anna, 'kai', '\u0001', '', '$&');
  const pieces = fc.oneof(
    ids,
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.constantFrom('{"$p":"', '"}', '"', sealed, 'AB', '\u0002', '\u0004', '\u0005', '€'),
    fc.uint8Array({ maxLength: 60 }).map((bytes) => `{"$p":"${Buffer.from(bytes).toString('base64url')}"}`),
  );
  const given = fc.record({
    data: fc.array(pieces, { maxLength: 8 }).map((some) => some.join('')),
    stream: fc
      .tuple(fc.constantFrom('post-', 'tie', ''), ids, fc.constantFrom('', '.'), ids)
      .map((all) => all.join('')),
    actor: fc.option(ids),
  });
  let packed = 0;
  fc.assert(
    fc.property(given, ({ data, ...beside }) => {
      const stored = packData(data, beside);
      if (typeof stored !== 'string') packed++;
      equal(unpackData(stored, beside), data.toWellFormed());
    }),
    { numRuns: 2000 },
  );
  ok(packed > 20, `${packed} with sealed fields`);
});

test('bytes that nobody wrote give some text and no error', () => {
  const beside = { stream: 's-1', actor: null };
  fc.assert(
    fc.property(fc.uint8Array({ max: 8 }), (bytes) => equal(typeof unpackData(bytes, beside), 'string')),
  );
  deepEqual(unpackData(new Uint8Array([4, 1]), beside).length, 2);
});
