import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noClaims } from '../check/claims.ts';
import { told } from './told.ts';

test('what was answered is claimed; what was refused is as before; what was cut off is unknown', () => {
  const clients = told({ claims: [['follow a b', true]], postsUnderWay: 0 });
  for (const key of ['follow a b', 'kudos p a', 'mute a b', 'kudos q a', 'block a c']) clients.asked(key);
  clients.answered('follow a b', 'as before');
  clients.answered('kudos p a', true);
  clients.answered('mute a b', 'as before');
  clients.answered('block a c', true);
  clients.shared('follow a b');
  assert.deepEqual(clients.claims(), {
    claims: [
      ['follow a b', 'unknown'],
      ['kudos p a', true],
      ['block a c', true],
      ['kudos q a', 'unknown'],
    ],
    postsUnderWay: 0,
  });
});

test('a post that was sent and never answered may be there or not; one that was refused is not', () => {
  const clients = told(noClaims);
  for (let i = 0; i < 3; i++) clients.postAsked();
  clients.postAnswered('p', { author: 'a', text: 'x' });
  clients.postAnswered(undefined, 'unknown');
  assert.deepEqual(clients.claims(), {
    claims: [['post p', { author: 'a', text: 'x' }]],
    postsUnderWay: 1,
  });
});
