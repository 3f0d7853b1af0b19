import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Caller } from '@touchline/kernel';
import { testEngine, world } from '@touchline/kernel/testing';
import { allRoutes } from './all-routes.ts';
import { operatorPaths } from './operator-paths.ts';
import { operatorRoutes, type OperatorOptions } from './operator-routes.ts';
import { commandTimes } from './signs/command-times.ts';
import { trends } from './signs/trends.ts';
import { hinge, house, openDoor } from './testing/house.ts';
import { rememberedActs } from './testing/remembered-acts.ts';

const people: Readonly<Record<string, Caller>> = {
  boss: { actor: 'boss', session: null, roles: ['administrator'] },
  key: { actor: 'operator', session: null, roles: ['operator'] },
  member: { actor: 'ana', session: null, roles: ['member'] },
  viewer: { actor: 'vera', session: null, roles: ['console-viewer'] },
  operator: { actor: 'otto', session: null, roles: ['console-operator'] },
};

async function house3(t: TestContext, more: Pick<OperatorOptions, 'stopping' | 'onError'> = {}) {
  const inside = await world([house], await testEngine({}));
  t.after(() => inside.close());
  for (const why of ['cat', 'dog', 'mail']) await inside.as('ana').does(openDoor, { door: 'front', why });
  const backups: string[] = [];
  const acts = rememberedActs();
  const app = operatorRoutes({
    host: inside.host,
    authenticate: (token) => people[token],
    holds: () => true,
    backup: async (folder) => ({ folder, files: backups.push(folder) }),
    proveBackup: async (folder) => ({ events: 3, proved: `${folder} is whole` }),
    acts,
    signs: {
      trends: trends(inside.host),
      commands: commandTimes(() => 0),
      disk: async () => undefined,
      startedAtMs: 0,
    },
    move: () => Promise.reject(new Error('Nothing is moved here.')),
    ...more,
  });
  const ask = async (path: string, body?: unknown, token: string | null = 'boss'): Promise<Response> =>
    app.request(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const linesOf = async (response: Response): Promise<Record<string, unknown>[]> =>
    (await response.text())
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { inside, ask, acts, backups, linesOf };
}

/** A body that each route takes: who may not is told so, not that the input is wrong. */
const bodyFor = (path: string): object =>
  path === '/rebuilds'
    ? { target: 'doors' }
    : path.startsWith('/backup')
      ? { folder: '/safe/place' }
      : path.endsWith('/skip')
        ? { id: 'x', reason: 'because' }
        : path.endsWith('/retry')
          ? { all: true }
          : path.startsWith('/accounts')
            ? { reason: 'because', role: 'none' }
            : {};

const bodyOf = async <T = Record<string, unknown>>(response: Response): Promise<T> =>
  (await response.json()) as T;

describe('operator routes', () => {
  test('every route is for administrators and operators only', async (t) => {
    const { ask } = await house3(t);
    for (const { method, path } of allRoutes) {
      const body = method === 'POST' ? {} : undefined;
      const real = path.replace(/:\w+/, 'x');
      for (const token of [null, 'nobody']) {
        const response = await ask(real, body, token);
        assert.deepEqual([response.status, (await bodyOf(response))['code']], [401, 'unauthenticated'], path);
      }
      assert.equal((await ask(real, body, 'member')).status, 403, path);
    }
    for (const token of ['boss', 'key']) assert.equal((await ask('/views', undefined, token)).status, 200);
  });

  test('who may only look changes nothing, and only administrators see what is personal', async (t) => {
    const { ask, acts } = await house3(t);
    for (const { method, path } of allRoutes) {
      if (method === 'GET') continue;
      const refused = await ask(path.replace(/:\w+/, 'doors'), bodyFor(path), 'viewer');
      assert.deepEqual([refused.status, (await bodyOf(refused))['code']], [403, 'forbidden'], path);
    }
    assert.equal((await ask('/overview', undefined, 'viewer')).status, 200);
    assert.equal((await ask('/consumers/doors/pause', {}, 'operator')).status, 200);
    assert.equal((await ask('/events?reveal=true', undefined, 'operator')).status, 403);
    assert.deepEqual(
      acts.all.map(({ act, by }) => [act, by]),
      [['PauseConsumers', 'otto']],
    );
  });

  test('every act is recorded before it is done, with its reason and its end; looking is not', async (t) => {
    const { ask, acts, linesOf } = await house3(t);
    for (const path of ['/events', '/views', '/overview', '/streams/door-front']) await ask(path);
    for (const path of ['/events', '/traces/0.1', '/streams/door-front', '/dead-letters'])
      assert.equal((await ask(`${path}?reveal=true&reason=%20`)).status, 400, path);
    assert.equal(acts.all.length, 0);
    await linesOf(await ask('/rebuilds', { target: 'doors', reason: 'a row looked wrong' }));
    await ask('/events?reveal=true&q=type:Door*&reason=abuse%20report');
    await ask('/views/doors/cancel', {});
    assert.deepEqual(
      acts.all.map(({ act, on, reason, end }) => [act, on, reason, end?.outcome]),
      [
        ['RebuildViews', 'doors', 'a row looked wrong', 'done'],
        ['BrowseEvents', 'type:Door*', 'abuse report', 'done'],
        ['CancelRebuild', 'doors', null, 'refused'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(acts.all), /cat|mail/, 'what was seen is not written down');
  });

  test('what cannot be recorded is not done', async (t) => {
    const { inside, ask, acts } = await house3(t);
    t.mock.method(acts, 'begin', () => Promise.reject(new Error('the disk is full')));
    assert.equal((await ask('/consumers/doors/pause', {})).status, 500);
    assert.equal(inside.host.runtimes.get('house')!.consumers()[0]!.state(), 'running');
  });

  test('a filter in words finds what its fields would, and one that cannot be read says why', async (t) => {
    const { ask } = await house3(t);
    const found = async (q: string) =>
      (await bodyOf<{ events: unknown[] }>(await ask(`/events?q=${encodeURIComponent(q)}`))).events.length;
    assert.deepEqual([await found('type:Door* -actor:ben'), await found('actor:ben')], [3, 0]);
    const bad = await ask('/events?q=colour:red');
    const { code, details } = await bodyOf<{ code: string; details: { faults: string[] } }>(bad);
    assert.deepEqual([bad.status, code], [422, 'bad-filter']);
    assert.match(details.faults[0]!, /“colour:” is unknown/);
  });

  test('every answer is of the shape that the contract tells', async (t) => {
    const { inside, ask } = await house3(t);
    hinge.isBroken = true;
    t.after(() => void (hinge.isBroken = false));
    await inside.as('ana').does(openDoor, { door: 'front', why: 'storm' });
    const paths = [
      '/overview',
      '/services',
      '/acts',
      '/events',
      '/events/0.1',
      '/traces/0.1',
      '/streams/door-front?compare=1',
      '/views',
      '/subscriptions',
      '/consumers/doors/backlog',
      '/rebuilds/plan?target=all',
      '/dead-letters',
      '/dead-letters/groups',
      '/dead-letters/count',
      '/backups',
      '/erased',
      '/handles?id=01m7yqajcfe13b4exswheb5rs6',
    ];
    for (const path of paths) {
      const [plain = ''] = path.split('?');
      const route = allRoutes.find(
        (one) => one.method === 'GET' && new RegExp(`^${one.path.replace(/:\w+/, '[^/]+')}$`).test(plain),
      );
      const answer = await ask(path);
      assert.equal(answer.status, 200, path);
      const checked = route!.answers.safeParse(await answer.json());
      assert.deepEqual(checked.error?.issues, undefined, path);
    }
    const asked = allRoutes.filter(({ method, lines }) => method === 'GET' && !lines);
    assert.equal(asked.length, paths.length, 'every route that answers at once is asked');
  });

  test('dead letters of one error are tried again with progress', async (t) => {
    const { inside, ask, linesOf } = await house3(t);
    hinge.isBroken = true;
    t.after(() => void (hinge.isBroken = false));
    await inside.as('ana').does(openDoor, { door: 'front', why: 'storm' });
    await inside.as('ana').does(openDoor, { door: 'back', why: 'storm' });
    const { groups } = await bodyOf<{ groups: { consumer: string; error: string; failed: number }[] }>(
      await ask('/dead-letters/groups'),
    );
    assert.deepEqual(
      groups.map(({ error, failed }) => [error, failed]),
      [['Error: the hinge broke', 2]],
    );
    hinge.isBroken = false;
    const { consumer, error } = groups[0]!;
    const lines = await linesOf(await ask('/dead-letters/retry-matching', { consumer, error }));
    assert.deepEqual(lines.at(-1), { kind: 'done', done: 2, left: 0, total: 2 });
  });

  test('the contract lists every route, with the names that stand in its path', () => {
    const listed = Object.entries(operatorPaths).flatMap(([path, methods]) =>
      Object.keys(methods).map((one) => `${one} ${path}`),
    );
    assert.equal(listed.length, allRoutes.length);
    assert.ok(listed.includes('get /v1/operator/streams/{stream}'));
    assert.ok(listed.includes('post /v1/operator/dead-letters/skip'));
    assert.match(
      JSON.stringify(operatorPaths['/v1/operator/streams/{stream}']),
      /"name":"stream","in":"path","required":true/,
    );
  });

  test('events come in pages, filtered, with personal fields hidden until they are asked for', async (t) => {
    const { ask } = await house3(t);
    const page = await bodyOf<{ events: { data: { why: unknown } }[]; next: string }>(
      await ask('/events?limit=2&type=DoorOpened'),
    );
    assert.deepEqual(
      page.events.map(({ data }) => data.why),
      [{ masked: true }, { masked: true }],
    );
    const rest = await bodyOf<typeof page>(
      await ask(`/events?limit=2&type=DoorOpened&reveal=true&reason=look&after=${page.next}`),
    );
    assert.deepEqual(
      rest.events.map(({ data }) => data.why),
      ['cat'],
    );
  });

  test('a stream is shown as it stood at a version', async (t) => {
    const { ask } = await house3(t);
    const seen = await bodyOf(await ask('/streams/door-front?version=2'));
    assert.deepEqual([seen['state'], seen['version'], seen['head']], [{ opened: 2 }, 2, 3]);
    const missing = await ask('/streams/door-back');
    assert.deepEqual([missing.status, (await bodyOf(missing))['code']], [404, 'no-such-stream']);
  });

  test('following streams what was and what comes, until the reader leaves', async (t) => {
    const { inside, ask } = await house3(t);
    const response = await ask('/events/follow?last=1&reveal=true&reason=look');
    assert.equal(response.headers.get('content-type'), 'application/jsonl');
    const seen: unknown[] = [];
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value } = await reader.read();
      seen.push((JSON.parse(value ?? '') as { data: { why: string } }).data.why);
      if (seen.length === 2) break;
      await inside.as('ana').does(openDoor, { door: 'front', why: 'wind' });
    }
    await reader.cancel();
    assert.deepEqual(seen, ['mail', 'wind']);
  });

  test('those who follow are let go when the process stops, and their places come free', async (t) => {
    const stopping = new AbortController();
    const { ask, linesOf } = await house3(t, { stopping: stopping.signal });
    const all = await Promise.all(Array.from({ length: 50 }, () => ask('/events/follow?last=3')));
    const shed = await ask('/events/follow');
    assert.deepEqual([shed.status, shed.headers.get('retry-after')], [503, '5']);
    stopping.abort();
    for (const one of all) assert.ok((await linesOf(one)).length <= 3);
    assert.equal((await ask('/events/follow')).status, 200);
  });

  test('of those who begin to follow at once no more than 50 are let in', async (t) => {
    const stopping = new AbortController();
    const { ask } = await house3(t, { stopping: stopping.signal });
    const all = await Promise.all(Array.from({ length: 60 }, () => ask('/events/follow')));
    stopping.abort();
    assert.equal(all.filter(({ status }) => status === 503).length, 10);
    await Promise.all(all.map((one) => one.text()));
    assert.equal((await ask('/views/nothing%2Fhere/cancel', {})).status, 404);
    assert.equal((await ask('/rebuilds', { target: 'windows' })).status, 404);
    const again = await Promise.all(Array.from({ length: 50 }, () => ask('/events/follow')));
    assert.deepEqual(new Set(again.map(({ status }) => status)), new Set([200]));
  });

  test('a rebuild tells its progress line by line and ends with what was done; then it can be rolled back', async (t) => {
    const { ask, linesOf } = await house3(t);
    const lines = await linesOf(await ask('/rebuilds', { target: 'house' }));
    assert.deepEqual(lines.map(({ kind, state }) => [kind, state]).slice(-2), [
      ['progress', 'live'],
      ['done', undefined],
    ]);
    assert.deepEqual(await bodyOf(await ask('/views/house%2Fdoors/rollback', {})), { live: 1 });
    assert.deepEqual(await bodyOf(await ask('/views/doors/retire', {})), { live: 1 });
    const refused = await ask('/views/doors/rollback', {});
    assert.deepEqual([refused.status, (await bodyOf(refused))['code']], [409, 'no-earlier-build']);
    const none = await ask('/rebuilds', { target: 'windows' });
    assert.deepEqual(
      [none.status, (await bodyOf(none))['details']],
      [404, { target: 'windows', known: ['house/doors'] }],
    );
  });

  test('views can be paused and resumed, and their status says so', async (t) => {
    const { ask } = await house3(t);
    assert.deepEqual(await bodyOf(await ask('/consumers/doors/pause', {})), {
      consumers: [{ target: 'house/doors', state: 'paused' }],
    });
    assert.match(JSON.stringify(await bodyOf(await ask('/views'))), /"state":"paused"/);
    assert.deepEqual(await bodyOf(await ask('/consumers/house/resume', {})), {
      consumers: [{ target: 'house/doors', state: 'running' }],
    });
  });

  test('dead letters are listed, retried and skipped; a skip names who did it and why', async (t) => {
    const { inside, ask } = await house3(t);
    hinge.isBroken = true;
    t.after(() => void (hinge.isBroken = false));
    for (const why of ['storm', 'rain']) await inside.as('ana').does(openDoor, { door: 'front', why });
    const { events } = await bodyOf<{ events: { id: string; error: string }[] }>(await ask('/dead-letters'));
    assert.match(events[0]!.error, /the hinge broke/);
    assert.deepEqual(await bodyOf(await ask('/dead-letters/retry', { all: true })), { done: 0, left: 2 });
    hinge.isBroken = false;
    assert.deepEqual(
      await bodyOf(await ask('/dead-letters/skip', { id: events[0]!.id, reason: 'the hinge is gone' })),
      { done: 1, left: 0 },
    );
    const after = await bodyOf<{ events: unknown[]; skipped: { by: string; reason: string }[] }>(
      await ask('/dead-letters'),
    );
    assert.deepEqual(
      [after.events, after.skipped.map(({ by, reason }) => [by, reason])],
      [[], [['boss', 'the hinge is gone']]],
    );
    assert.equal((await ask('/dead-letters/retry', {})).status, 400);
  });

  test('the log is verified with progress, and a failure of the work is the last line', async (t) => {
    const { inside, ask, linesOf } = await house3(t);
    assert.deepEqual(
      (await linesOf(await ask('/verify', {}))).map(({ kind }) => kind),
      ['progress', 'done'],
    );
    t.mock.method(inside.host.engine.events, 'verify', () => Promise.reject(new Error('the disk is gone')));
    const [line] = await linesOf(await ask('/verify', {}));
    assert.deepEqual(
      [line?.['kind'], line?.['code'], line?.['detail']],
      ['fault', 'internal', 'the disk is gone'],
    );
  });

  test('work that was given up is told to who reads, and is no failure of the server', async (t) => {
    const failed: unknown[] = [];
    const stopping = new AbortController();
    stopping.abort();
    const { inside, ask, linesOf } = await house3(t, {
      stopping: stopping.signal,
      onError: (error) => failed.push(error),
    });
    for (const [path, body] of [
      ['/rebuilds', { target: 'doors' }],
      ['/verify', {}],
    ] as const)
      assert.equal((await linesOf(await ask(path, body))).at(-1)?.['code'], 'closed');
    assert.deepEqual(failed, []);
    t.mock.method(inside.host.engine.events, 'verify', () => Promise.reject(new Error('the disk is gone')));
    await linesOf(await ask('/verify', {}));
    assert.equal(failed.length, 1);
  });

  test('a backup goes to an absolute folder, and so does a move', async (t) => {
    const { ask, backups } = await house3(t);
    assert.equal((await ask('/backup', { folder: 'here' })).status, 400);
    assert.equal((await ask('/backup', { folder: '/safe/place' })).status, 200);
    assert.deepEqual(backups, ['/safe/place']);
    assert.equal((await ask('/move', { to: 'here' })).status, 400);
  });

  test('input that does not fit is answered with all that is wrong', async (t) => {
    const { ask } = await house3(t);
    const wrong = await bodyOf<{ code: string; faults: { in: string; path: string }[] }>(
      await ask('/events?limit=many&since=yesterday&x=1'),
    );
    assert.equal(wrong.code, 'invalid-input');
    assert.deepEqual(
      wrong.faults.map(({ in: place, path }) => `${place} ${path}`),
      ['query since', 'query limit', 'query x'],
    );
    assert.equal((await ask('/rebuilds', '{"target":')).status, 400);
    assert.equal((await ask('/rebuilds', `{"target":"${'x'.repeat(20_000)}"}`)).status, 413);
  });
});
