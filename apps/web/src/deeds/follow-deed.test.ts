import { deepEqual } from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { changeRelation, forgetPeople, relationTo, stranger } from '../store/people.ts';
import type { Wish } from '../outbox/wish.ts';
import { followDeed } from './follow-deed.ts';

const wish = (key: string, method: 'PUT' | 'DELETE'): Wish => ({
  key,
  kind: 'follow',
  person: 'me',
  subject: 'ben',
  method,
  path: '/v1/people/ben/follow',
  at: '2026-05-01T08:00:00Z',
});

afterEach(forgetPeople);

test('a request to follow that could not be taken back stands as it did', () => {
  changeRelation('ben', { requested: true });
  followDeed.show(wish('1', 'DELETE'));
  deepEqual(relationTo('ben').value, stranger);
  followDeed.refused(wish('1', 'DELETE'), undefined);
  deepEqual(relationTo('ben').value, { ...stranger, requested: true });
});

test('a follow and its end that are both taken back, the last one first, leave what was there', () => {
  changeRelation('ben', { following: true });
  followDeed.show(wish('1', 'DELETE'));
  followDeed.show(wish('2', 'PUT'));
  followDeed.refused(wish('2', 'PUT'), undefined);
  followDeed.refused(wish('1', 'DELETE'), undefined);
  deepEqual(relationTo('ben').value, { ...stranger, following: true });
});
