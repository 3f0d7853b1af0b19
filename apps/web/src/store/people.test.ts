import { deepEqual } from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { effect } from '@preact/signals';
import {
  changeRelation,
  forgetPeople,
  readPeopleAgain,
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
