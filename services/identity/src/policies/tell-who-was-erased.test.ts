import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Look } from '@touchline/kernel';
import { recorded } from '@touchline/kernel/testing';
import { AccountClosed } from '../published.ts';
import { tellWhoWasErased } from './tell-who-was-erased.ts';

test('the id of whom was erased is told, and not their handles', async () => {
  const account = '01k9w3m8x2f7qtb6s5n0v4c1dz';
  const closed = recorded<typeof AccountClosed>(
    AccountClosed({ account, handles: ['kai'], by: 'its-owner' }),
  );
  const [effect] = await tellWhoWasErased.react.AccountClosed(closed, {} as Look);
  assert.ok(effect && 'tell' in effect);
  assert.deepEqual([effect.tell.name, effect.payload], ['PersonErased', { person: account }]);
});
