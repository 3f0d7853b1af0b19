import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueryCall } from '@touchline/kernel';
import { whoAmI } from './who-am-i.ts';

const kai = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const row = {
  id: kai,
  handle: 'kai',
  name: 'Kai',
  email: 'kai@example.org',
  roles: [],
  registeredAt: '2026-05-01T12:00:00.000Z',
  revocation: { epoch: 1, kept: null },
};
const read = (actor: string, rows: Record<string, object>) =>
  whoAmI.read({}, {
    actor,
    session: null,
    roles: [],
    nowMs: 0,
    look: { get: (_view: unknown, key: string) => rows[key] },
  } as unknown as QueryCall);

test('one’s own account is answered, with nothing beyond what is declared', async () => {
  const answer = await read(kai, { [kai]: row });
  assert.deepEqual(whoAmI.answers.parse(answer), answer);
  assert.equal('revocation' in answer, false);
});

test('an account that is gone is said to be gone', async () => {
  assert.deepEqual(await read(kai, {}), { refusal: 'no-such-account' });
});
