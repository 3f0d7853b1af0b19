import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { given } from '@touchline/kernel/testing';
import { attempts } from '../passwords/attempts.ts';
import { busy } from '../passwords/admission.ts';
import { session, SessionOpened } from '../session/session.ts';
import { plainPasswords, testParts } from '../testing/parts.ts';
import { world } from '../testing/world.ts';
import { changeHandle } from './change-handle.ts';
import { openSession } from './open-session.ts';
import { registerAccount } from './register-account.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const person = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const password = 'wet grass and late trains';
const kai = { handle: 'kai_runs', email: 'kai@example.org', password, name: 'Kai Novak' };

async function registered(parts = testParts()) {
  const all = world();
  const { id: account } = await all.run(registerAccount(parts), kai);
  return {
    ...all,
    account,
    parts,
    logIn: (login: string, wish = password, userAgent?: string) =>
      all.run(openSession(parts), { login, password: wish }, undefined, { userAgent }),
  };
}

test('the right password opens a session in the epoch and with the roles of the account', () => {
  given(openSession(testParts()), [], {
    id,
    facts: { outcome: 'right', account: person, epoch: 3, roles: ['administrator'] },
  })
    .when({ login: 'kai', password })
    .gives([SessionOpened({ session: id, account: person, epoch: 3, roles: ['administrator'] })]);
});

test('the session says which browser it was opened in, and nothing else of what that says of itself', async () => {
  const { logIn, log } = await registered();
  const linux = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0 Kai/7';
  for (const userAgent of [linux, 'curl/8.5.0', undefined]) await logIn('kai_runs', password, userAgent);
  const opened = log.filter(({ type }) => type === 'SessionOpened').map(({ data }) => data);
  assert.deepEqual(
    opened.map((data) => ('browser' in data ? data.browser : 'not said')),
    [{ name: 'Firefox', system: 'Linux' }, 'not said', 'not said'],
  );
  assert.equal(/145|X11|Kai\/7|curl/.test(JSON.stringify(opened)), false);
});

test('people log in by handle in any case, with or without @, and by e-mail address', async () => {
  const { logIn } = await registered();
  for (const login of ['kai_runs', 'KAI_Runs', '@kai_runs', 'kai@example.org', ' Kai@Example.ORG '])
    assert.equal((await logIn(login)).refusal, undefined, login);
});

test('an earlier handle still logs in', async () => {
  const { logIn, run, account } = await registered();
  await run(changeHandle, { handle: 'kai_rides' }, { actor: account, session: null, roles: [] });
  assert.equal((await logIn('kai_runs')).refusal, undefined);
  assert.equal((await logIn('kai_rides')).refusal, undefined);
});

test('the answer holds tokens of the new session', async () => {
  const { logIn, account, stateOf, parts } = await registered();
  const { id: opened, body } = await logIn('kai_runs');
  const { accessToken, refreshToken, expiresInS } = body as Record<string, string>;
  const claims = decodeJwt(accessToken!);
  assert.deepEqual(
    [claims.sub, claims['sid'], claims['roles'], expiresInS],
    [account, opened, ['administrator'], 600],
  );
  assert.equal(claims.exp! - claims.iat!, 600);
  assert.deepEqual(parts.refreshTokens.read(refreshToken!), {
    session: opened,
    generation: 0,
    genuine: true,
  });
  assert.equal(stateOf(session, opened).state.status, 'open');
});

test('no token and nothing secret stands in the log', async () => {
  const { logIn, log } = await registered();
  const { body } = await logIn('kai_runs');
  const { accessToken, refreshToken } = body as Record<string, string>;
  const text = JSON.stringify(log);
  for (const part of [accessToken!, refreshToken!, refreshToken!.split('.')[2]!])
    assert.equal(text.includes(part), false);
  assert.equal(
    JSON.stringify(log.filter(({ type }) => type !== 'EmailGiven')).includes('kai@example.org'),
    false,
  );
});

test('an unknown account and a wrong password get the same answer, and cost the same work', async () => {
  const compared: (string | null)[] = [];
  const passwords = {
    ...plainPasswords,
    matches: (hash: string | null, wish: string) => (compared.push(hash), plainPasswords.matches(hash, wish)),
  };
  const { logIn } = await registered(testParts({ passwords }));
  const answers = [];
  for (const login of ['kai_runs', 'nobody', 'nobody@example.org'])
    answers.push(await logIn(login, 'dry grass'));
  assert.deepEqual(
    answers.map(({ refusal, details }) => ({ refusal, details })),
    Array.from({ length: 3 }, () => ({ refusal: 'wrong-login', details: undefined })),
  );
  assert.equal(compared.length, 3);
});

test('guessing is stopped after a few wrong passwords, for known and unknown accounts alike, even with the right one', async () => {
  for (const login of ['kai_runs', 'nobody']) {
    const { logIn } = await registered();
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => logIn(login, `guess ${i}`)));
    assert.equal(answers.filter(({ refusal }) => refusal === 'wrong-login').length, 10, login);
    const { refusal, details } = await logIn(login);
    assert.deepEqual([refusal, details], ['too-many-attempts', { retryAfterS: 90 }]);
  }
});

test('right passwords and attempts that were not looked at are not counted', async () => {
  const { logIn } = await registered(
    testParts({ guesses: attempts({ burst: 1, refillS: 90, keysMax: 10, steady: () => 0 }) }),
  );
  for (let i = 0; i < 5; i++) assert.equal((await logIn('kai_runs')).refusal, undefined);
  const flooded = testParts({
    passwords: { ...plainPasswords, matches: () => Promise.resolve(busy) },
    guesses: attempts({ burst: 1, refillS: 90, keysMax: 10, steady: () => 0 }),
  });
  const { run } = world();
  for (let i = 0; i < 5; i++)
    assert.equal((await run(openSession(flooded), { login: 'kai', password })).refusal, 'busy');
});
