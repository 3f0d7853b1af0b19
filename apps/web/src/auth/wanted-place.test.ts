import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { wantedPlace } from './wanted-place.ts';

const here = 'https://club.example';

test('after logging in a reader is where they wanted to be', () => {
  for (const to of ['/', '/p/01m7yq', '/t/%C3%BCber?x=1#reply']) equal(wantedPlace(to, here), to);
});

test('no address leads to another site, however it is written', () => {
  for (const to of [
    null,
    '',
    'p/1',
    'https://evil.example/',
    'javascript:alert(1)',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n\\evil.example',
    '//club.example:8443/',
    '/%',
  ])
    equal(new URL(wantedPlace(to, here), here).origin, here, String(to));
  equal(wantedPlace('/\t/evil.example/x', here), '/');
});
