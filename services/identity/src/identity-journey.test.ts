import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal, type Caller } from '@touchline/kernel';
import { testEngine, world } from '@touchline/kernel/testing';
import { endedSessions, identityService } from './identity.ts';
import { authenticator } from './tokens/authenticator.ts';
import { scope, testParts } from './testing/parts.ts';

const stranger: Caller = { actor: null, session: null, roles: [] };
const kai = {
  handle: 'kai',
  email: 'kai@example.org',
  password: 'wet grass and late trains',
  name: 'Kai Novak',
};

/** The service in a running world, spoken to by the names of its commands and queries. */
async function running(partitions: number) {
  const parts = testParts();
  const service = identityService(parts);
  const all = await world([service], await testEngine({ partitions }));
  const ended = all.host.runtimes.get('identity')?.look.memory(endedSessions);
  assert.ok(ended);
  const authenticate = authenticator({
    jwks: parts.accessTokens.jwks,
    ...scope,
    clock: all.clock,
    isEnded: (session, account) => ended.isEnded(session, account),
  });

  async function sends(type: string, input: object, caller: Caller = stranger): Promise<unknown> {
    const command = service.commands.find((one) => one.type === type);
    assert.ok(command, type);
    const done = await all.host.execute(service, command, input, caller);
    await all.drained();
    return isRefusal(done) ? done : done.body;
  }
  async function asks(name: string, caller: Caller): Promise<unknown> {
    const query = service.queries.find((one) => one.name === name);
    assert.ok(query, name);
    return all.host.query(service, query, query.input.parse({}), caller);
  }
  async function logsIn(
    password = kai.password,
  ): Promise<{ caller: Caller; refreshToken: string; token: string }> {
    const body = await sends('OpenSession', { login: 'kai', password });
    const { accessToken, refreshToken } = body as { accessToken: string; refreshToken: string };
    const caller = await authenticate(accessToken);
    assert.ok(caller);
    return { caller, refreshToken, token: accessToken };
  }
  return { ...all, sends, asks, logsIn, authenticate };
}

for (const partitions of [1, 8]) {
  test(`with ${partitions} partitions: register, log in, see oneself and one’s sessions`, async () => {
    const { sends, asks, logsIn, close } = await running(partitions);
    const { id } = (await sends('RegisterAccount', kai)) as { id: string };
    const one = await logsIn();
    const other = await logsIn();
    assert.deepEqual(await asks('WhoAmI', one.caller), {
      id,
      handle: 'kai',
      name: 'Kai Novak',
      email: 'kai@example.org',
      roles: ['administrator'],
      registeredAt: '2026-05-01T12:00:00.000Z',
    });
    const { items } = (await asks('ListMySessions', one.caller)) as {
      items: { id: string; current: boolean }[];
    };
    assert.deepEqual(
      items.map((item) => [item.id, item.current]),
      [
        [other.caller.session, false],
        [one.caller.session, true],
      ],
    );
    await close();
  });

  test(`with ${partitions} partitions: a new password ends all other sessions, in lists and for their tokens`, async () => {
    const { sends, asks, logsIn, authenticate, close } = await running(partitions);
    await sends('RegisterAccount', kai);
    const [one, two, three] = [await logsIn(), await logsIn(), await logsIn()];
    const fresh = 'dry grass and early trains';
    await sends('ChangePassword', { current: kai.password, new: fresh }, two.caller);
    assert.deepEqual(await authenticate(two.token), two.caller);
    for (const { token } of [one, three]) assert.equal(await authenticate(token), undefined);
    const { items } = (await asks('ListMySessions', two.caller)) as { items: { id: string }[] };
    assert.deepEqual(
      items.map((item) => item.id),
      [two.caller.session],
    );
    assert.ok((await logsIn(fresh)).token);
    await close();
  });

  test(`with ${partitions} partitions: a log-in that is sent again is answered the same, but not with a password that has been changed`, async () => {
    const { sends, authenticate, close } = await running(partitions);
    await sends('RegisterAccount', kai);
    const wish = { login: 'kai', password: kai.password };
    const sentAgain = { ...stranger, commandId: 'log-in' };
    const first = (await sends('OpenSession', wish, sentAgain)) as { accessToken: string };
    assert.deepEqual(await sends('OpenSession', wish, sentAgain), first);
    const caller = await authenticate(first.accessToken);
    assert.ok(caller);
    await sends('ChangePassword', { current: kai.password, new: 'dry grass and early trains' }, caller);
    assert.deepEqual(await sends('OpenSession', wish, sentAgain), { refusal: 'wrong-login' });
    assert.ok(await authenticate(first.accessToken), 'the session from which it was changed goes on');
    await close();
  });

  test(`with ${partitions} partitions: log-out ends one session, log-out everywhere all`, async () => {
    const { sends, asks, logsIn, authenticate, close } = await running(partitions);
    await sends('RegisterAccount', kai);
    const [one, two] = [await logsIn(), await logsIn()];
    await sends('EndSession', { id: one.caller.session }, one.caller);
    assert.equal(await authenticate(one.token), undefined);
    assert.deepEqual(await authenticate(two.token), two.caller);
    await sends('EndAllSessions', {}, two.caller);
    assert.equal(await authenticate(two.token), undefined);
    assert.deepEqual(await asks('ListMySessions', two.caller), { items: [] });
    await close();
  });

  for (const [how, wish] of [
    ['take each other’s role', { type: 'GiveRole', role: 'none' }],
    ['erase each other', { type: 'EraseAccount' }],
  ] as const)
    test(`with ${partitions} partitions: of two administrators who ${how} at once one stays`, async () => {
      const { sends, asks, close } = await running(partitions);
      const { id: first } = (await sends('RegisterAccount', kai)) as { id: string };
      const ana = { ...kai, handle: 'ana', email: 'ana@example.org', name: 'Ana' };
      const { id: second } = (await sends('RegisterAccount', ana)) as { id: string };
      const administrator = (actor: string): Caller => ({ actor, session: null, roles: ['administrator'] });
      await sends('GiveRole', { account: second, role: 'administrator' }, administrator('operator'));
      const { type, ...rest } = wish;
      const ends = await Promise.all([
        sends(type, { account: second, ...rest }, administrator(first)),
        sends(type, { account: first, ...rest }, administrator(second)),
      ]);
      assert.equal(ends.filter((one) => isRefusal(one) && one.refusal === 'not-allowed').length, 1);
      const roles = await Promise.all(
        [first, second].map(async (one) => {
          const seen = await asks('WhoAmI', administrator(one));
          return isRefusal(seen) ? [] : (seen as { roles: string[] }).roles;
        }),
      );
      assert.equal(roles.flat().length, 1);
      await close();
    });
}
