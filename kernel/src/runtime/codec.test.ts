import { deepStrictEqual, equal, ok, rejects, throws } from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { erased } from '../erased.ts';
import { event as declare, type EventType } from '../event.ts';
import type { KeyStore, StoredEvent } from '../ports/index.ts';
import { codec } from './codec.ts';

/** The third shape of a score: v1 had one text, v2 two numbers, v3 names the sides. */
const Scored = declare('Scored', {
  about: 'A goal.',
  version: 3,
  schema: z.strictObject({ home: z.int(), away: z.int(), by: z.string() }),
  upcasts: {
    1: ({ score, by }) => ({ goals: String(score).split('-').map(Number), by }),
    2: ({ goals, by }) => ({
      home: (goals as number[])[0],
      away: (goals as number[])[1],
      by: by ?? 'unknown',
    }),
  },
});
const Noted = declare('Noted', {
  about: 'A note.',
  schema: z.strictObject({ person: z.string(), text: z.string(), tags: z.array(z.string()) }),
  personal: { of: 'person', fields: ['text', 'tags'] },
});
const Seen = declare('Seen', {
  about: 'Somebody was seen, perhaps somewhere, perhaps with somebody.',
  schema: z.strictObject({ person: z.string(), where: z.string().optional(), by: z.string().optional() }),
  personal: { of: 'person', fields: ['where', 'by'] },
});

function keyRing(): KeyStore & { keys: Map<string, Uint8Array | 'erased'> } {
  const keys = new Map<string, Uint8Array | 'erased'>();
  return {
    keys,
    key: (person) => keys.get(person),
    ensure(person) {
      if (!keys.has(person)) keys.set(person, crypto.getRandomValues(new Uint8Array(32)));
      return keys.get(person) as Uint8Array | 'erased';
    },
    destroy: async (person) => void keys.set(person, 'erased'),
    erased: async () => [],
    close: async () => {},
  };
}

const types = new Map<string, EventType>([Scored, Noted, Seen].map((type) => [type.type, type]));
const stored = (fields: Partial<StoredEvent>): StoredEvent => ({
  partition: 0,
  position: 7,
  stream: 'match-m1',
  version: 2,
  type: 'Scored',
  schema: 1,
  at: 1_777_636_800_000,
  actor: null,
  meta: null,
  data: '{}',
  ...fields,
});

test('golden events of every schema version are lifted to today’s', async () => {
  const { decode } = codec(types, keyRing());
  const golden: [number, string][] = [
    [1, '{"score":"2-1","by":"kai"}'],
    [2, '{"goals":[2,1],"by":"kai"}'],
    [3, '{"home":2,"away":1,"by":"kai"}'],
  ];
  for (const [schema, data] of golden) {
    const event = await decode(stored({ schema, data }));
    deepStrictEqual(event.data, { home: 2, away: 1, by: 'kai' });
    deepStrictEqual([event.id, event.stream, event.version, event.position], ['m1', 'match-m1', 2, 7]);
    equal(event.at, '2026-05-01T12:00:00.000Z');
  }
  deepStrictEqual((await decode(stored({ schema: 2, data: '{"goals":[0,0]}' }))).data, {
    home: 0,
    away: 0,
    by: 'unknown',
  });
});

test('an event of a newer schema than this program knows is a fault, not a guess', () => {
  const { decode } = codec(types, keyRing());
  throws(() => decode(stored({ schema: 4 })), /Update it/);
  throws(() => decode(stored({ schema: 0 })), /with schema 0/);
});

test('PD2: personal fields are sealed, bound to their place, and come back as values', async () => {
  const ring = keyRing();
  const { encode, decode } = codec(types, ring);
  const place = { stream: 'note-n1', id: 'n1', version: 3, at: '2026-05-01T12:00:00.000Z', actor: 'ana' };
  const data = { person: 'ana', text: 'Heart rate 187', tags: ['a', 'b'] };
  const sealed = await encode(Noted(data), place);
  ok(!sealed.data.includes('Heart') && !sealed.data.includes('"a"'));
  const event = {
    ...stored({ ...sealed, stream: 'note-n1', version: 3, type: 'Noted' }),
    decoded: undefined,
  };
  deepStrictEqual((await decode({ ...event })).data, data);
  await rejects(async () => decode({ ...event, version: 4 }), /cannot be decrypted/);
  await rejects(async () => decode({ ...event, stream: 'note-n2' }), /cannot be decrypted/);
  const { text, tags, ...rest } = JSON.parse(sealed.data) as Record<string, unknown>;
  const exchanged = JSON.stringify({ ...rest, text: tags, tags: text });
  await rejects(async () => decode({ ...event, data: exchanged }), /cannot be decrypted/);
});

test('PD8: a personal field that is not given is not in the log, and without any no key is needed', async () => {
  const ring = keyRing();
  const { encode, decode } = codec(types, ring);
  const place = { stream: 'walk-w1', id: 'w1', version: 1, at: '2026-05-01T12:00:00.000Z', actor: 'ana' };
  const event = (data: string) => stored({ ...place, at: 0, type: 'Seen', data });
  const bare = await encode(Seen({ person: 'ana', where: undefined }), place);
  deepStrictEqual([bare.data, ring.keys.size], ['{"person":"ana"}', 0]);
  deepStrictEqual((await decode(event(bare.data))).data, { person: 'ana' });

  const half = await encode(Seen({ person: 'ana', where: 'the old mill' }), place);
  ok(!half.data.includes('mill') && !half.data.includes('"by"'));
  deepStrictEqual((await decode(event(half.data))).data, { person: 'ana', where: 'the old mill' });
});

test('PD3: without its key a personal field is Erased, also in events decoded before', async () => {
  const ring = keyRing();
  const own = codec(types, ring);
  const place = { stream: 'note-n1', id: 'n1', version: 1, at: '2026-05-01T12:00:00.000Z', actor: 'ana' };
  const sealed = await own.encode(Noted({ person: 'ana', text: 'x', tags: [] }), place);
  const event = stored({ ...sealed, stream: 'note-n1', version: 1, type: 'Noted' });
  equal(((await own.decode(event)).data as { text: unknown }).text, 'x');
  await ring.destroy('ana');
  own.forget('ana');
  deepStrictEqual((await own.decode(event)).data, { person: 'ana', text: erased, tags: erased });
  await rejects(async () => own.encode(Noted({ person: 'ana', text: 'y', tags: [] }), place), /erased/);
});

test('where other processes destroy keys, what was opened with one is shown only while it is there', async () => {
  const ring = { ...keyRing(), onErased: () => () => {} };
  const own = codec(types, ring);
  const place = { stream: 'note-n', id: 'n', version: 1, at: '2026-05-01T12:00:00.000Z', actor: 'ana' };
  const { data, decoded } = await own.encode(Noted({ person: 'ana', text: 'x', tags: [] }), place);
  const event = stored({ ...place, at: 0, type: 'Noted', data, decoded });
  equal(await own.decode(event), decoded);
  await ring.destroy('ana');
  deepStrictEqual((await own.decode(event)).data, { person: 'ana', text: erased, tags: erased });
});

test('an event that does not match its schema is never written', () => {
  const { encode } = codec(types, keyRing());
  const place = { stream: 'match-m1', id: 'm1', version: 1, at: '', actor: null };
  throws(() => encode({ type: 'Scored', data: { home: 'two' } }, place), /does not match its schema/);
});

test('PD1, PD3: who a field is about is found also where an upcast has given that another name', async () => {
  const about = 'A mark.';
  const first = declare('Marked', {
    about,
    schema: z.strictObject({ author: z.string(), text: z.string() }),
    personal: { of: 'author', fields: ['text'] },
  });
  const second = declare('Marked', {
    about,
    version: 2,
    schema: z.strictObject({ person: z.string(), text: z.string() }),
    personal: { of: 'person', fields: ['text'] },
    upcasts: { 1: ({ author, text }) => ({ person: author, text }) },
  });
  const keys = keyRing();
  const place = { stream: 'mark-m', id: 'm', version: 2, at: '2026-05-01T12:00:00.000Z', actor: null };
  const old = await codec(new Map([[first.type, first]]), keys).encode(
    first({ author: 'ana', text: 'Hi' }),
    place,
  );
  const now = codec(new Map([[second.type, second]]), keys);
  const read = async () =>
    (await now.decode(stored({ stream: 'mark-m', type: 'Marked', schema: 1, data: old.data }))).data;
  deepStrictEqual(await read(), { person: 'ana', text: 'Hi' });
  await keys.destroy('ana');
  deepStrictEqual(await read(), { person: 'ana', text: erased });
});
