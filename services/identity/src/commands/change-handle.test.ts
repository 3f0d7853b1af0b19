import assert from 'node:assert/strict';
import { test } from 'node:test';
import { given } from '@touchline/kernel/testing';
import { claimHandle } from '../known/new-account.ts';
import { AccountRegistered, HandleChanged } from '../published.ts';
import { testParts } from '../testing/parts.ts';
import { world } from '../testing/world.ts';
import { changeHandle } from './change-handle.ts';
import { registerAccount } from './register-account.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const other = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const registered = AccountRegistered({ account: id, handle: 'kai', name: 'Kai' });
const free = { id, actor: id, facts: { owner: null } };
const changed = (from: string, to: string) => HandleChanged({ account: id, from, to });

test('a free handle is taken and claimed for ever', () => {
  given(changeHandle, [registered], free)
    .when({ handle: 'kai_rides' })
    .gives([changed('kai', 'kai_rides')], [claimHandle('kai_rides', id)]);
});

test('the same handle again changes nothing', () => {
  given(changeHandle, [registered], free).when({ handle: 'kai' }).gives([]);
});

test('an earlier handle of one’s own is taken back without a new claim', () => {
  const story = given(changeHandle, [registered, changed('kai', 'kai_rides')], {
    ...free,
    facts: { owner: id },
  }).when({ handle: 'kai' });
  story.gives([changed('kai_rides', 'kai')]);
  assert.ok(Array.isArray(story.decision));
});

test('the handle of another, also an earlier one, and reserved ones are refused', () => {
  const story = given(changeHandle, [registered], free);
  story.when({ handle: 'ana' }, { facts: { owner: other } }).refuses('handle-taken');
  story.when({ handle: 'admin' }).refuses('handle-reserved');
});

test('a person cannot collect handles without end', () => {
  const many = Array.from({ length: 9 }, (_, i) => changed(`kai${i}`, `kai${i + 1}`));
  const story = given(changeHandle, [registered, ...many], free);
  story.when({ handle: 'one_more' }).refuses('too-many-handles');
  story.when({ handle: 'kai3' }, { facts: { owner: id } }).gives([changed('kai9', 'kai3')]);
});

test('nobody changes the handle of another', () => {
  given(changeHandle, [registered], { ...free, actor: other })
    .when({ handle: 'ana' })
    .refuses('no-such-account');
});

test('what a person gave up, nobody else can register', async () => {
  const { run } = world();
  const register = registerAccount(testParts());
  const kai = { handle: 'kai', email: 'kai@example.org', password: 'wet grass and late trains', name: 'Kai' };
  const { id: person } = await run(register, kai);
  const renamed = await run(
    changeHandle,
    { handle: 'Kai_Rides' },
    { actor: person, session: null, roles: [] },
  );
  assert.deepEqual(renamed.body, { id: person, handle: 'kai_rides' });
  assert.equal((await run(register, { ...kai, email: 'ana@example.org' })).refusal, 'handle-taken');
});
