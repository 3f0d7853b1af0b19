import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { worthAsking } from './worth-asking.ts';

test('who hardly ever knows is asked once in sixteen times, and always again once they know', () => {
  const worth = worthAsking();
  for (let i = 0; i < 100; i++) worth.note(2, 0);
  const asked = Array.from({ length: 160 }, () => worth.isNow()).filter(Boolean).length;
  equal(asked, 10);
  for (let i = 0; i < 20; i++) worth.note(2, 2);
  equal(Array.from({ length: 160 }, () => worth.isNow()).every(Boolean), true);
});
