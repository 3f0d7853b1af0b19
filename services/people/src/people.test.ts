import assert from 'node:assert/strict';
import { test } from 'node:test';
import { people } from './people.ts';

test('the routes are those that clients were promised', () => {
  const routes = [...people.commands, ...people.queries].map(({ route, access }) => `${route} ${access}`);
  assert.deepEqual(routes.toSorted(), [
    'GET /v1/people/:handle anyone',
    'GET /v1/sports anyone',
    'PUT /v1/me/profile member',
  ]);
});
