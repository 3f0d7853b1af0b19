import { deepEqual, equal, rejects } from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { effect } from '@preact/signals';
import {
  changeRelation,
  forgetPeople,
  personBy,
  personGone,
  readPeopleAgain,
  readPerson,
  readRelation,
  relationTo,
  stranger,
} from './people.ts';

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

test('after a reset those are read again who are shown, once, and nobody else', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const asked: string[] = [];
  globalThis.fetch = (path) => {
    asked.push(path as string);
    return Promise.resolve(Response.json({ ...stranger, following: true }));
  };
  changeRelation('gone', { following: false });
  const leave = effect(() => void relationTo('gone').value);
  const hide = effect(() => void relationTo('shown').value);
  leave();
  readPeopleAgain();
  readPeopleAgain();
  t.mock.timers.tick(3000);
  deepEqual(
    asked.map((path) => path.includes('shown')),
    [true],
  );
  await readRelation('shown');
  deepEqual(relationTo('shown').value?.following, true);
  hide();
});

test('somebody who is not there any more, or is apart by a block, is not shown as they were', async () => {
  globalThis.fetch = () => Promise.resolve(Response.json({ id: 'b', handle: 'ben', bio: 'Hills' }));
  await readPerson('ben');
  equal(personBy('ben').value?.bio, 'Hills');
  globalThis.fetch = () => Promise.resolve(Response.json({ status: 503, code: 'busy' }, { status: 503 }));
  await rejects(readPerson('ben'));
  equal(personBy('ben').value?.bio, 'Hills', 'a server that is busy says nothing of them');
  globalThis.fetch = () =>
    Promise.resolve(Response.json({ status: 404, code: 'no-such-person' }, { status: 404 }));
  await rejects(readPerson('ben'));
  equal(personBy('ben').value, null);
});

test('who closed their account is gone by every name they were found by', async () => {
  globalThis.fetch = () => Promise.resolve(Response.json({ id: 'b', handle: 'ben' }));
  await Promise.all(['ben', 'ben_before'].map(readPerson));
  personGone('b');
  deepEqual([personBy('ben').value, personBy('ben_before').value], [null, null]);
});
