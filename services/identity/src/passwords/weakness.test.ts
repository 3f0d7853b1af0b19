import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weakness } from './weakness.ts';

const kai = { handle: 'kai_runs', email: 'novak.kai@example.org' };

const weak = {
  repeats: ['aaaaaaaaaa', 'ababababab', 'kickerkicker', 'kickerkicker12', '1111222233'],
  sequence: ['abcdefghij', '0987654321', 'qwertyuiop', 'asdfgh123456', 'zyxwvutsrq', 'QWERTZUIOP'],
  common: [
    'password123',
    'Password2024',
    '!!liverpool1',
    'basketball',
    'manchester',
    '1qaz2wsx3edc',
    'P@ssw0rd123',
    'b4$k3tball!',
    '1iverpoo1!',
  ],
  'about-you': ['ilove kai_runs', 'Novak.Kai and I', 'touchline lines'],
} as const;

for (const [reason, passwords] of Object.entries(weak)) {
  for (const password of passwords) {
    test(`“${password}” is easy to guess: ${reason}`, () => assert.equal(weakness(password, kai), reason));
  }
}

test('phrases, random characters and other scripts are good passwords', () => {
  for (const password of [
    'wet grass and late trains',
    'x7#Kq9!vLm',
    'vier zu null!',
    'ふたりで走る朝の川沿いの道',
    'correct horse battery',
  ])
    assert.equal(weakness(password, kai), undefined, password);
});

test('short handles and mailboxes do not count as something about the person', () => {
  assert.equal(weakness('the kai of rotterdam', { handle: 'kai', email: 'k@example.org' }), undefined);
});

test('a password of the greatest length is judged in no time', () => {
  const started = performance.now();
  for (const password of ['ab'.repeat(99) + 'xyzzy!', 'a'.repeat(199) + 'b', 'abcdefghij'.repeat(20)])
    weakness(password, kai);
  assert.ok(performance.now() - started < 200);
});
