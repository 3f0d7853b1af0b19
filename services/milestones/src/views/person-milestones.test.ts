import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Followed } from '@touchline/graph/published';
import { AccountRegistered } from '@touchline/identity/published';
import { erased, type NewEvent, type Recorded } from '@touchline/kernel';
import { assertErases, recorded, rowsAfter } from '@touchline/kernel/testing';
import { PostPublished } from '@touchline/posts/published';
import * as fc from 'fast-check';
import { personMilestones } from './person-milestones.ts';

type Read = Recorded<typeof AccountRegistered | typeof PostPublished | typeof Followed>;

const begin = Date.parse('2026-05-01T12:00:00.000Z');
const at = (minute: number, event: NewEvent): Read =>
  recorded(event, { at: new Date(begin + minute * 60_000).toISOString() }) as Read;
const follow = (minute: number, follower: string) => at(minute, Followed({ follower, followee: 'kai' }));
const post = (minute: number, more: { visibility?: 'followers' | 'only-me'; replyTo?: string } = {}) =>
  at(minute, PostPublished({ post: `p${minute}`, author: 'kai', text: 'Hi', ...more }));
const joined = at(0, AccountRegistered({ account: 'kai', handle: 'kai', name: 'Kai' }));

const rowOf = (events: readonly Read[]) => rowsAfter(personMilestones, events).get('kai');

test('the first public post counts, however late it is met; replies and what not everyone may see do not', () => {
  const others = [
    post(1, { visibility: 'followers' }),
    post(2, { visibility: 'only-me' }),
    post(3, { replyTo: 'p0' }),
  ];
  assert.equal(rowOf([joined, ...others])?.posted, null);
  assert.equal(rowOf([joined, ...others, post(5), post(4), post(6)])?.posted, begin + 4 * 60_000);
});

test('account, posts and follows lie in different partitions: in whatever order they come, the row is byte-equal', () => {
  const events = [
    joined,
    post(4),
    post(7),
    ...['ana', 'bo', 'cy', 'ana'].map((who, i) => follow(10 - i, who)),
  ];
  const expected = JSON.stringify(rowOf(events));
  assert.equal(
    expected,
    JSON.stringify({
      joined: begin,
      posted: begin + 4 * 60_000,
      followers: [
        [begin + 7 * 60_000, 'ana'],
        [begin + 8 * 60_000, 'cy'],
        [begin + 9 * 60_000, 'bo'],
      ],
    }),
  );
  fc.assert(
    fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
      assert.equal(JSON.stringify(rowOf(shuffled)), expected);
      assert.equal(JSON.stringify(rowOf([...shuffled, ...shuffled])), expected);
    }),
  );
});

test('an erased person has not joined, whatever else is known', () => {
  const gone = { ...joined, data: { ...joined.data, name: erased } } as Read;
  assert.equal(rowOf([gone, post(1)])?.joined, null);
});

test('wherever a person is erased, their row is that of a rebuild', () => {
  assertErases(personMilestones, [post(1), joined, follow(2, 'ana')], 'kai');
});

test('rows match their schema', () => {
  const row = rowOf([joined, post(1), follow(2, 'ana')]);
  assert.deepEqual(personMilestones.row.parse(row), row);
});
