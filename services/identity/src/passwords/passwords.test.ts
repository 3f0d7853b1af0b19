import assert from 'node:assert/strict';
import { test } from 'node:test';
import { busy } from './admission.ts';
import { argon2Passwords } from './passwords.ts';

test('a password is kept as argon2id with its cost, salted, and recognised', async () => {
  const passwords = argon2Passwords();
  const [one, other] = await Promise.all([passwords.hash('wet grass'), passwords.hash('wet grass')]);
  assert.match(String(one), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(one, other);
  assert.equal(await passwords.matches(String(one), 'wet grass'), true);
  assert.equal(await passwords.matches(String(one), 'wet grasS'), false);
});

test('letters typed in another Unicode form are the same password', async () => {
  const passwords = argon2Passwords();
  const kept = String(await passwords.hash('caf\u00e9 am fluss'));
  assert.equal(await passwords.matches(kept, 'cafe\u0301 am fluss'), true);
});

test('without a hash nothing matches, at the same cost', async () => {
  const passwords = argon2Passwords();
  const kept = String(await passwords.hash('wet grass'));
  const timed = async (hash: string | null): Promise<number> => {
    const started = performance.now();
    assert.equal(await passwords.matches(hash, 'dry grass'), false);
    return performance.now() - started;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 15; round++) {
    known.push(await timed(kept));
    unknown.push(await timed(null));
  }
  const median = (times: number[]): number => times.toSorted((a, b) => a - b)[7]!;
  assert.ok(median(unknown) > median(known) / 2, `${median(unknown)} ms against ${median(known)} ms`);
});

test('a flood is turned away instead of queued without end', async () => {
  const passwords = argon2Passwords({ concurrency: 1, queueMax: 1 });
  const answers = await Promise.all(Array.from({ length: 5 }, () => passwords.matches(null, 'guess')));
  assert.deepEqual(answers, [false, false, busy, busy, busy]);
});
