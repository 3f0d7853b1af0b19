import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { given } from '@touchline/kernel/testing';
import { SessionEnded } from '../published.ts';
import { session, SessionOpened, TokensRefreshed } from '../session/session.ts';
import { testParts } from '../testing/parts.ts';
import { world } from '../testing/world.ts';
import { endAllSessions } from './end-all-sessions.ts';
import { openSession } from './open-session.ts';
import { refreshSession } from './refresh-session.ts';
import { registerAccount } from './register-account.ts';

const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';
const person = '01k9w3m8x2f7qtb6s5n0v4c1d0';
const atMs = Date.parse('2026-05-01T12:00:00.000Z'); // When the given events were recorded.
const dayMs = 24 * 60 * 60 * 1000;
const parts = testParts();
const command = refreshSession(parts);
const wish = { refreshToken: parts.refreshTokens.make(id, 0) };

const opened = SessionOpened({ session: id, account: person, epoch: 0, roles: [] });
const refreshed = (generation: number) =>
  TokensRefreshed({ session: id, account: person, generation, roles: [] });
const ended = (reason: 'token-reused' | 'password-changed' | 'revoked') =>
  SessionEnded({ session: id, account: person, reason });
const facts = (generation: number) => ({ genuine: true, generation, roles: [], stale: null }) as const;
const context = { id, actor: '', nowMs: atMs };

test('the latest token goes on to the next generation, with the roles of today', () => {
  given(command, [opened], { ...context, facts: { ...facts(0), roles: ['administrator'] } })
    .when(wish)
    .gives([TokensRefreshed({ session: id, account: person, generation: 1, roles: ['administrator'] })]);
});

test('the one before, within ten seconds, changes nothing and gets the same successor', () => {
  given(command, [opened, refreshed(1)], { ...context, facts: facts(0) })
    .when(wish, { nowMs: atMs + 10_000 })
    .gives([]);
});

test('the one before, later than that, ends the session', () => {
  given(command, [opened, refreshed(1)], { ...context, facts: facts(0) })
    .when(wish, { nowMs: atMs + 10_001 })
    .gives([ended('token-reused')]);
});

test('a clock set back does not make grace last', () => {
  given(command, [opened, refreshed(1)], { ...context, facts: facts(0) })
    .when(wish, { nowMs: atMs - 60_000 })
    .gives([ended('token-reused')]);
});

test('an older one ends the session at once', () => {
  given(command, [opened, refreshed(1), refreshed(2)], { ...context, facts: facts(0) })
    .when(wish)
    .gives([ended('token-reused')]);
});

test('one that was not made here, and one from after a restored log, are refused and end nothing', () => {
  given(command, [opened], { ...context, facts: { ...facts(0), genuine: false } })
    .when(wish)
    .refuses('refresh-token-invalid');
  given(command, [opened], { ...context, facts: facts(1) })
    .when(wish)
    .refuses('refresh-token-invalid');
  given(command, [], { ...context, facts: facts(0) })
    .when(wish)
    .refuses('refresh-token-invalid');
});

test('a session that ended does not come back', () => {
  given(command, [opened, ended('revoked')], { ...context, facts: facts(0) })
    .when(wish)
    .refuses('refresh-token-invalid');
});

test('a session left over by a new password ends', () => {
  given(command, [opened], { ...context, facts: { ...facts(0), stale: 'password-changed' } })
    .when(wish)
    .gives([ended('password-changed')]);
});

test('a session rests for at most 30 days and lives for at most 90', () => {
  const resting = given(command, [opened], { ...context, facts: facts(0) });
  resting.when(wish, { nowMs: atMs + 30 * dayMs }).gives([refreshed(1)]);
  resting.when(wish, { nowMs: atMs + 30 * dayMs + 1 }).refuses('refresh-token-invalid');
  const used = {
    ...resting.state,
    refreshedAt: new Date(atMs + 80 * dayMs).toISOString(),
  } as typeof resting.state;
  const decide = (nowMs: number) =>
    command.decide(used, wish, { ...context, session: null, roles: [], now: '', nowMs, facts: facts(0) });
  assert.deepEqual(decide(atMs + 90 * dayMs), [refreshed(1)]);
  assert.deepEqual(decide(atMs + 90 * dayMs + 1), { refusal: 'refresh-token-invalid' });
});

/** A world with one session, as its client sees it. */
async function loggedIn() {
  const all = world();
  const kai = { handle: 'kai', email: 'kai@example.org', password: 'wet grass and late trains', name: 'Kai' };
  const { id: owner } = await all.run(registerAccount(parts), kai);
  const { id: current, body } = await all.run(openSession(parts), { login: 'kai', password: kai.password });
  const { refreshToken } = body as { refreshToken: string };
  return {
    ...all,
    owner,
    session: current,
    refreshToken,
    refresh: (token: string) => all.run(command, { refreshToken: token }),
  };
}

test('a lost answer is given again, word for word', async () => {
  const { refresh, refreshToken, clock } = await loggedIn();
  clock.ms += 60_000;
  const first = await refresh(refreshToken);
  clock.ms += 5_000;
  assert.deepEqual((await refresh(refreshToken)).body, first.body);
});

test('who comes with a stolen token shuts the session, and gets no tokens', async () => {
  const { refresh, refreshToken, clock, session: current, stateOf } = await loggedIn();
  const next = (await refresh(refreshToken)).body as { refreshToken: string };
  clock.ms += 11_000;
  const thief = await refresh(refreshToken);
  assert.equal(thief.refusal, 'refresh-token-invalid');
  assert.equal(JSON.stringify(thief.body).includes('Token'), false);
  assert.equal(stateOf(session, current).state.status, 'ended');
  assert.equal((await refresh(next.refreshToken)).refusal, 'refresh-token-invalid');
});

test('a token with a changed session, generation or signature is refused', async () => {
  const { refresh, refreshToken, newId, log } = await loggedIn();
  const [owner, generation, mac] = refreshToken.split('.') as [string, string, string];
  const other = mac.startsWith('A') ? `B${mac.slice(1)}` : `A${mac.slice(1)}`;
  const before = log.length;
  for (const forged of [
    `${newId()}.${generation}.${mac}`,
    `${owner}.1.${mac}`,
    `${owner}.${generation}.${other}`,
  ])
    assert.equal((await refresh(forged)).refusal, 'refresh-token-invalid');
  assert.equal(log.length, before);
  for (const noToken of [
    '',
    'x'.repeat(5000),
    `${owner}.01.${mac}`,
    `${owner}.${generation}.${mac}=`,
    `${owner}.${generation}.`,
  ])
    assert.equal(command.input.safeParse({ refreshToken: noToken }).success, false);
});

test('whatever tokens of one session come in whatever order: one branch, and a late reuse ends it', async () => {
  const act = fc.record({ token: fc.nat(20), waitS: fc.constantFrom(0, 5, 11, 700) });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
      const { refresh, refreshToken, clock, session: current, stateOf } = await loggedIn();
      const tokens = [refreshToken];
      let over = false;
      for (const { token, waitS } of acts) {
        clock.ms += waitS * 1000;
        const index = Math.min(token, tokens.length - 1);
        const before = stateOf(session, current).state;
        const age = before.status === 'open' ? clock.ms - Date.parse(before.refreshedAt) : 0;
        const { refusal, body } = await refresh(tokens[index]!);
        const behind = tokens.length - 1 - index;
        const allowed: boolean = !over && (behind === 0 || (behind === 1 && age <= 10_000));
        assert.equal(refusal === undefined, allowed);
        over ||= !allowed;
        if (!allowed) continue;
        const successor = (body as { refreshToken: string }).refreshToken;
        if (behind === 0) tokens.push(successor);
        else assert.equal(successor, tokens.at(-1)); // No second branch.
      }
      assert.equal(stateOf(session, current).state.status, over ? 'ended' : 'open');
      assert.equal(new Set(tokens).size, tokens.length);
    }),
    { numRuns: 200 },
  );
});

test('pairs at the same moment with one token: one generation, one successor for both', async () => {
  for (let pair = 0; pair < 100; pair++) {
    const { begin, refreshToken, session: current, stateOf } = await loggedIn();
    const both = [await begin(command, { refreshToken }), await begin(command, { refreshToken })];
    const answers = [];
    for (const finish of both) answers.push((await finish()).body);
    assert.deepEqual(answers[0], answers[1]);
    assert.equal((stateOf(session, current).state as { generation: number }).generation, 1);
  }
});

test('after a log-out everywhere no token is renewed, though nothing has ended the session yet', async () => {
  const { run, refresh, refreshToken, owner, session: current, stateOf } = await loggedIn();
  await run(endAllSessions, {}, { actor: owner, session: current, roles: [] });
  assert.equal(stateOf(session, current).state.status, 'open');
  assert.equal((await refresh(refreshToken)).refusal, 'refresh-token-invalid');
  assert.deepEqual(stateOf(session, current).state, { status: 'ended', account: owner, reason: 'revoked' });
});
