import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import type { Look } from '@touchline/kernel';
import { findPeople } from './find-people.ts';

const card = { handle: 'of_today', name: 'X' };
const rows: Readonly<Record<string, object>> = {
  'handle mia': { person: 'id-of-mia' },
  'handle kai': { person: 'id-of-another' },
  'handle erased': { person: 'id-of-erased' },
  'person-card id-of-mia': card,
  'person-card id-of-another': card,
  'person-card id-of-lena': card,
};
const look = {
  getMany: ({ name }: { name: string }, keys: readonly string[]) => keys.map((key) => rows[`${name} ${key}`]),
} as unknown as Look;

test('earlier mentions count for handles that nobody has, of people who are still there', async () => {
  const earlier = [
    { handle: 'lena', person: 'id-of-lena' },
    { handle: 'kai', person: 'id-of-kai' },
    { handle: 'tom', person: 'id-of-erased' },
    { handle: 'left_out', person: 'id-of-lena' },
  ];
  const found = await findPeople(look, 'ben', ['mia', 'lena', 'kai', 'tom'], earlier);
  deepEqual(Object.fromEntries(found), { mia: 'id-of-mia', kai: 'id-of-another', lena: 'id-of-lena' });
});

test('who was erased is nobody, also where the log tells of no end, as after the restore of a backup', async () => {
  const found = await findPeople(look, 'ben', ['mia', 'erased']);
  deepEqual(Object.fromEntries(found), { mia: 'id-of-mia' });
});
