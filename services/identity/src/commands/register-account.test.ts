import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { also } from '@touchline/kernel';
import { given } from '@touchline/kernel/testing';
import { account, EmailGiven, PasswordChosen } from '../account/account.ts';
import { email, EmailClaimed } from '../email/email.ts';
import { instance, theInstance } from '../instance/instance.ts';
import { claimHandle, foundInstance } from '../known/new-account.ts';
import { AccountRegistered, AdministratorAppointed } from '../published.ts';
import { testParts } from '../testing/parts.ts';
import { world } from '../testing/world.ts';
import { changeHandle } from './change-handle.ts';
import { registerAccount } from './register-account.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const hash = '$argon2id$plain$wet grass and late trains';
const kai = {
  handle: 'kai_runs',
  email: 'kai@example.org',
  password: 'wet grass and late trains',
  name: 'Kai Novak',
};
const ready = { outcome: 'ready', hash, email: { id: 'e1', expected: 'no-stream' }, founded: true } as const;
const opened = [
  AccountRegistered({ account: id, handle: 'kai_runs', name: 'Kai Novak' }),
  EmailGiven({ account: id, email: 'kai@example.org' }),
  PasswordChosen({ account: id, hash }),
];
const claims = [
  claimHandle('kai_runs', id),
  also(email, 'e1', 'no-stream', [EmailClaimed({ account: id })], 'email-taken'),
];
const register = () => registerAccount(testParts());

test('an account opens with its handle, e-mail address and password', () => {
  given(register(), [], { id, facts: ready }).when(kai).gives(opened, claims);
});

test('the first account of an installation becomes its administrator', () => {
  given(register(), [], { id, facts: { ...ready, founded: false } })
    .when(kai)
    .gives([...opened, AdministratorAppointed({ account: id })], [...claims, foundInstance(id)]);
});

for (const outcome of [
  'handle-taken',
  'handle-reserved',
  'email-taken',
  'password-too-weak',
  'too-many-attempts',
  'busy',
] as const)
  test(`what was found beforehand is refused: ${outcome}`, () => {
    given(register(), [], { id, facts: { outcome } }).when(kai).refuses(outcome);
  });

test('a handle belongs to one person whatever its case, an e-mail address too', async () => {
  const { run } = world();
  const command = register();
  assert.equal((await run(command, kai)).refusal, undefined);
  assert.equal(
    (await run(command, { ...kai, handle: 'KAI_Runs', email: 'other@example.org' })).refusal,
    'handle-taken',
  );
  assert.equal(
    (await run(command, { ...kai, handle: 'other', email: 'Kai@Example.org' })).refusal,
    'email-taken',
  );
});

test('reserved names and names that look like ids are refused', async () => {
  const { run } = world();
  for (const handle of ['me', 'Admin', 'touchline', 'no_reply', id])
    assert.equal((await run(register(), { ...kai, handle })).refusal, 'handle-reserved', handle);
});

test('an easy password is refused with its reason', async () => {
  const { refusal, details } = await world().run(register(), { ...kai, password: 'Basketball1' });
  assert.deepEqual([refusal, details], ['password-too-weak', { reason: 'common' }]);
});

test('input that is no handle, no address, too short a password or a disguised name does not get through', () => {
  const { input } = register();
  for (const wrong of [
    { handle: 'k' },
    { handle: 'kai-runs' },
    { email: 'kai' },
    { password: 'short' },
    { name: ' ' },
    { name: '\u200b\u2060 \u3164' },
    { name: 'Kai\u202enimda' },
    { role: 'administrator' },
  ])
    assert.equal(input.safeParse({ ...kai, ...wrong }).success, false, JSON.stringify(wrong));
});

test('two people who want one handle at the same moment: one gets it, the other is told', async () => {
  const { begin } = world();
  const command = register();
  const one = await begin(command, kai);
  const other = await begin(command, { ...kai, email: 'ana@example.org' });
  assert.equal((await one()).refusal, undefined);
  assert.equal((await other()).refusal, 'handle-taken');
});

test('one e-mail address registered twice at the same moment: one account', async () => {
  const { begin } = world();
  const command = register();
  const one = await begin(command, kai);
  const other = await begin(command, { ...kai, handle: 'ana' });
  assert.equal((await other()).refusal, undefined);
  assert.equal((await one()).refusal, 'email-taken');
});

test('of ten first registrations at the same moment exactly one founds the instance, and all ten go through', async () => {
  const { begin, stateOf, log } = world();
  const command = register();
  const begun = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      begin(command, { ...kai, handle: `kai_${i}`, email: `kai${i}@example.org` }),
    ),
  );
  for (const finish of begun) assert.equal((await finish()).refusal, undefined);
  const administrators = log.filter(({ type }) => type === 'AdministratorAppointed').map((event) => event.id);
  assert.equal(log.filter(({ type }) => type === 'AccountRegistered').length, 10);
  assert.deepEqual(administrators, [(stateOf(instance, theInstance).state as { founder: string }).founder]);
});

test('who asks for many known addresses gets one answer for known and unknown ones', async () => {
  const { run } = world();
  const command = register();
  const addresses = Array.from({ length: 4 }, (_, i) => `kai${i}@example.org`);
  for (const [i, address] of addresses.entries())
    await run(command, { ...kai, handle: `kai_${i}`, email: address });
  const answers = [];
  for (const address of [...addresses, 'unknown@example.org'])
    answers.push((await run(command, { ...kai, handle: 'guess', email: address })).refusal);
  const told = 'email-taken';
  assert.deepEqual(answers, [told, told, told, 'too-many-attempts', 'too-many-attempts']);
});

test('of many addresses that are asked for at once no more are disclosed than one after the other', async () => {
  const { run } = world();
  const command = register();
  const addresses = Array.from({ length: 8 }, (_, i) => `p${i}@example.org`);
  for (const [i, address] of addresses.entries())
    await run(command, { ...kai, handle: `p${i}`, email: address });
  const answers = await Promise.all(
    addresses.map((address, i) => run(command, { ...kai, handle: `guess_${i}`, email: address })),
  );
  assert.equal(answers.filter(({ refusal }) => refusal === 'email-taken').length, 3);
  assert.equal(answers.filter(({ refusal }) => refusal === 'too-many-attempts').length, 5);
});

test('who asks for one known address again and again keeps nobody from registering', async () => {
  const { run } = world();
  const command = register();
  await run(command, kai);
  for (let i = 0; i < 20; i++)
    assert.equal((await run(command, { ...kai, handle: `guess_${i}` })).refusal, 'email-taken');
  assert.equal((await run(command, { ...kai, handle: 'mia', email: 'mia@example.org' })).refusal, undefined);
});

test('whatever is registered and renamed, in any order: no handle ever leads to two people', async () => {
  const handle = fc.constantFrom('ana', 'ANA', 'bo_1', 'cy', 'Cy', 'dee');
  const step = fc.oneof(
    fc.record({ what: fc.constant('register' as const), handle }),
    fc.record({ what: fc.constant('rename' as const), handle, who: fc.nat(5) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.array(fc.boolean(), { maxLength: 30 }),
      async (steps, waits) => {
        const { begin, log, stateOf } = world();
        const command = register();
        const people: string[] = [];
        let late: (() => Promise<unknown>) | undefined;
        for (const [i, wish] of steps.entries()) {
          const finish =
            wish.what === 'register'
              ? await begin(command, { ...kai, handle: wish.handle, email: `p${i}@example.org` })
              : await begin(
                  changeHandle,
                  { handle: wish.handle },
                  { actor: people[wish.who] ?? id, session: null, roles: [] },
                );
          // Some decide only after the next one did: a race between what was looked up and what is written.
          if (waits[i] && !late) late = finish;
          else {
            const { id: person, refusal } = await finish();
            if (refusal === undefined && wish.what === 'register') people.push(person);
            await late?.();
            late = undefined;
          }
        }
        await late?.();
        const owners = new Map<string, Set<string>>();
        for (const { type, data, id: person } of log) {
          const taken =
            type === 'AccountRegistered' ? (data as { handle: string }).handle : (data as { to?: string }).to;
          if (taken !== undefined) owners.set(taken, (owners.get(taken) ?? new Set()).add(person));
        }
        for (const [taken, of] of owners)
          assert.equal(of.size, 1, `${taken} leads to ${[...of].join(' and ')}`);
        for (const person of new Set(
          log.filter(({ type }) => type === 'AccountRegistered').map((event) => event.id),
        ))
          assert.ok(owners.get((stateOf(account, person).state as { handle: string }).handle)?.has(person));
      },
    ),
    { numRuns: 300 },
  );
});
