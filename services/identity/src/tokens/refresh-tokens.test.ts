import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { refreshTokenPattern, refreshTokens, sessionOf } from './refresh-tokens.ts';

const session = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const tokens = refreshTokens(new Uint8Array(32).fill(2));

test('a token reads as the session and generation it was made for', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000_000), (generation) => {
      const token = tokens.make(session, generation);
      assert.match(token, refreshTokenPattern);
      assert.equal(sessionOf(token), session);
      assert.deepEqual(tokens.read(token), { session, generation, genuine: true });
    }),
  );
});

test('one changed character anywhere makes it another’s or nobody’s', () => {
  const token = tokens.make(session, 7);
  // The last character carries four bits only; its other two are not part of the MAC.
  for (let at = 0; at < token.length - 1; at++) {
    const changed = token.slice(0, at) + (token[at] === 'a' ? 'b' : 'a') + token.slice(at + 1);
    assert.equal(tokens.read(changed).genuine, false, changed);
  }
});

test('another installation’s token is not genuine', () => {
  assert.equal(refreshTokens(new Uint8Array(32).fill(3)).read(tokens.make(session, 0)).genuine, false);
});

test('text that is no token reads as not genuine', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => assert.equal(tokens.read(text).genuine, false)),
  );
});
