import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CliFault } from '../cli-fault.ts';
import { serviceWords } from './service-words.ts';

test('one of what a service holds is named after it, or as was asked', () => {
  for (const [name, thing] of [
    ['clubs', 'club'],
    ['activities', 'activity'],
    ['matches', 'match'],
    ['relays', 'relay'],
    ['passes', 'pass'],
  ] as const)
    assert.deepEqual(serviceWords(name, undefined), { service: name, thing });
  assert.deepEqual(serviceWords('weather', 'report'), { service: 'weather', thing: 'report' });
});

const refused: readonly (readonly [name: string, of: string | undefined, says: RegExp])[] = [
  ['Clubs', undefined, /one word of 2 to 30 lower-case letters/],
  ['club-news', undefined, /one word/],
  ['../clubs', undefined, /one word/],
  ['', undefined, /one word/],
  ['x', undefined, /one word/],
  ['s'.repeat(31), undefined, /one word/],
  ['1st', undefined, /one word/],
  ['weather', undefined, /--of/],
  ['swiss', undefined, /--of/],
  ['clubs', 'Club', /What it holds is named with one word/],
  ['clubs', 'clubs', /a name of its own/],
  ['class', undefined, /stands for something else/],
  ['queries', undefined, /“query” stands for something else/],
];
for (const [name, of, says] of refused)
  test(`“${name}”${of === undefined ? '' : ` of “${of}”`} is refused in one sentence`, () => {
    assert.throws(
      () => serviceWords(name, of),
      (error: CliFault) => error instanceof CliFault && error.exitCode === 2 && says.test(error.message),
    );
  });
