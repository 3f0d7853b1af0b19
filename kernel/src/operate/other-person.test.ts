import { deepEqual, doesNotMatch } from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { erased } from '../erased.ts';
import { event, type Recorded } from '../event.ts';
import { hiddenFields } from './hidden-fields.ts';
import { asOfAnother, impersonal } from './other-person.ts';

const Told = event('Told', {
  about: 'Something was told.',
  schema: z.strictObject({
    by: z.string(),
    text: z.string(),
    beats: z.number(),
    at: z.strictObject({ home: z.boolean() }),
    tags: z.array(z.string()),
    mail: z.string().nullable(),
  }),
  personal: { of: 'by', fields: ['text', 'beats', 'at', 'tags', 'mail'] },
});

const fields = hiddenFields(Told, false);
const data = {
  by: 'ana',
  text: 'Up the #hill',
  beats: 150,
  at: { home: true },
  tags: ['hill'],
  mail: null,
};
const told = { type: 'Told', data } as unknown as Recorded;
const another = asOfAnother(told, fields);

test('of another person each personal field has another value, and no other field has', () => {
  deepEqual(another.data, {
    by: 'ana',
    text: '•••••••••••••',
    beats: 151,
    at: { home: false },
    tags: ['•••••', '•••••'],
    mail: '•',
  });
});

test('what was erased stays so, and a type without personal fields is left alone', () => {
  const gone = { ...told, data: { ...data, text: erased } } as unknown as Recorded;
  deepEqual((asOfAnother(gone, fields).data as { text: unknown }).text, erased);
  deepEqual(asOfAnother(told, []), told);
});

test('what follows from personal fields is hidden, however it follows; the rest is shown', () => {
  const state = (seen: Recorded) => {
    const of = seen.data as unknown as z.output<typeof Told.schema>;
    return {
      status: 'open',
      by: of.by,
      shout: of.text.toUpperCase(),
      words: of.text.split(' ').length,
      fast: of.beats > 150,
      found: { [of.tags[0] ?? '']: 1 },
      reached: [of.mail !== null, 'always'],
    };
  };
  const seen = impersonal(state(told), state(another));
  const hidden = { masked: true };
  deepEqual(seen, {
    status: 'open',
    by: 'ana',
    shout: hidden,
    words: hidden,
    fast: hidden,
    found: hidden,
    reached: [hidden, 'always'],
  });
  doesNotMatch(JSON.stringify(seen), /hill/i);
});
