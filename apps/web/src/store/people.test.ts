import { deepEqual } from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { changeRelation, forgetPeople, readRelation, relationTo, stranger } from './people.ts';

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
  forgetPeople();
});

test('a follow given while the relation is being read is not taken back by what was read', async () => {
  const answer = Promise.withResolvers<Response>();
  globalThis.fetch = () => answer.promise;
  const reading = readRelation('ben');
  changeRelation('ben', { following: true });
  answer.resolve(Response.json({ ...stranger, followedBy: true }));
  await reading;
  deepEqual(relationTo('ben').value, { ...stranger, following: true, followedBy: true });
});

test('a relation that nobody changed meanwhile is what was read', async () => {
  changeRelation('ben', { following: true });
  globalThis.fetch = () => Promise.resolve(Response.json(stranger));
  await readRelation('ben');
  deepEqual(relationTo('ben').value, stranger);
});
