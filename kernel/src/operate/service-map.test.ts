import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tallies } from '../conformance/sample.ts';
import { serviceMap } from './service-map.ts';

test('a service is described by its declarations', () => {
  const one = serviceMap([tallies]).services[0]!;
  assert.deepEqual(
    one.events.map(({ type, published, personal }) => [type, published, personal]),
    [
      ['TallyOpened', true, ['note']],
      ['Added', true, []],
      ['TallyRewarded', false, []],
      ['NameTaken', false, []],
      ['OwnerForgotten', false, []],
    ],
  );
  assert.deepEqual(one.views[1], { name: 'adders', about: 'What each person added.', reads: ['Added'] });
  assert.deepEqual(
    one.commands.map(({ type, route }) => [type, route]),
    [
      ['OpenTally', 'PUT /v1/tallies/:tally'],
      ['Add', 'POST /v1/tallies/:tally/additions'],
      ['ForgetMe', 'DELETE /v1/me'],
      ['Reward', null],
    ],
  );
});
