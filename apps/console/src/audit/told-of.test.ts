import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { askedOf, toldOf } from './told-of.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const end = (told: string) => ({ at: '2026-05-01T12:00:00.000Z', outcome: 'done' as const, told });

test('what came of an act is told in words, also where JSON was recorded', () => {
  deepEqual(
    [
      toldOf({ on: id, end: end(JSON.stringify({ account: id })) }),
      toldOf({ on: 'posts/post', end: end('{"live":1}') }),
      toldOf({ on: '', end: end('299 events are whole') }),
      toldOf({ on: '', end: end('{"cut":"sho') }),
      toldOf({ on: '', end: null }),
    ],
    ['', 'live 1', '299 events are whole', '{"cut":"sho', ''],
  );
});

test('what was asked for leaves out what it was done to, and names roles as people do', () => {
  const details = JSON.stringify({ account: id, role: 'console-viewer', reveal: true });
  equal(askedOf({ on: id, details }), 'role viewer');
  equal(askedOf({ on: 'x', details: '{"type":["A","B"],"limit":3}' }), 'type A, B, limit 3');
});
