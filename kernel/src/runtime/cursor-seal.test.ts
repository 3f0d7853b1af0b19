import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { cursorSeal } from './cursor-seal.ts';

const secret = new Uint8Array(32).fill(5);
const { seal, open } = cursorSeal(secret);

test('HT36: a sealed cursor opens for its list, in every process that has the secret', () => {
  for (const place of ['01k9w3m8x2f7qtb6s5n0v4c1dz', 'n17~ab.cd', 's%7E~ä', '40']) {
    equal(open('notes', seal('notes', place)), place);
    equal(cursorSeal(Uint8Array.from(secret)).open('notes', seal('notes', place)), place);
  }
});

test('HT36: a sealed cursor tells nothing of its place, and is the same for the same place', () => {
  const places = ['01k9w3m8x2f7qtb6s5n0v4c1dy', '01k9w3m8x2f7qtb6s5n0v4c1dz'];
  const [one, two] = places.map((place) => seal('notes', place)) as [string, string];
  equal(seal('notes', places[0]!), one);
  notEqual(one.slice(0, 8), two.slice(0, 8));
  ok(!Buffer.from(one, 'base64url').includes('01k9'));
  notEqual(seal('likes', places[0]!), one);
});

test('HT36: of another list, of another secret, changed or in clear it is none', () => {
  const sealed = seal('notes', 'n17~ab');
  const flipped = (sealed.startsWith('A') ? 'B' : 'A') + sealed.slice(1);
  const strange = [
    '',
    'x',
    'n17~ab',
    `${sealed}=`,
    ` ${sealed}`,
    sealed.slice(0, -2),
    flipped,
    'A'.repeat(22),
  ];
  deepEqual(
    strange.map((text) => open('notes', text)),
    strange.map(() => undefined),
  );
  equal(open('likes', sealed), undefined);
  equal(cursorSeal(new Uint8Array(32)).open('notes', sealed), undefined);
});
