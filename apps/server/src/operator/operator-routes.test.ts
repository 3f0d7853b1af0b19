import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { command, event, refuse, service, stream, view, type Caller } from '@touchline/kernel';
import { testEngine, world } from '@touchline/kernel/testing';
import { z } from 'zod';
import { allRoutes } from './all-routes.ts';
import { operatorPaths } from './operator-paths.ts';
import { operatorRoutes, type OperatorOptions } from './operator-routes.ts';

const DoorOpened = event('DoorOpened', {
  about: 'A door was opened.',
  schema: z.strictObject({ by: z.string(), why: z.string() }),
  personal: { of: 'by', fields: ['why'] },
});
const door = stream('door', {
  about: 'A door.',
  events: [DoorOpened],
  initial: (): { readonly opened: number } => ({ opened: 0 }),
  evolve: { DoorOpened: ({ opened }) => ({ opened: opened + 1 }) },
});
const openDoor = command(door, {
  type: 'OpenDoor',
  about: 'Opens a door.',
  input: z.strictObject({ door: z.string(), why: z.string() }),
  refusals: { empty: 'Say why.' },
  target: (input) => input.door,
  decide: (_state, { why }, { actor }) => (why === '' ? refuse('empty') : [DoorOpened({ by: actor, why })]),
});
let poison = false;
const doors = view('doors', {
  about: 'Doors, and how often they were opened.',
  reads: [DoorOpened],
  row: z.strictObject({ opened: z.int() }),
  personal: 'none',
  project: {
    DoorOpened: {
      key: (e) => e.id,
      fold(row) {
        if (poison) throw new Error('the hinge broke');
        return { opened: (row?.opened ?? 0) + 1 };
      },
    },
  },
});
const house = service({
  name: 'house',
  about: 'A house.',
  streams: [door],
  commands: [openDoor],
  views: [doors],
});

const people: Readonly<Record<string, Caller>> = {
  boss: { actor: 'boss', session: null, roles: ['administrator'] },
  key: { actor: 'operator', session: null, roles: ['operator'] },
  member: { actor: 'ana', session: null, roles: ['member'] },
};

async function house3(t: TestContext, more: Partial<OperatorOptions> = {}) {
  const inside = await world([house], await testEngine({}));
  t.after(() => inside.close());
  for (const why of ['cat', 'dog', 'mail']) await inside.as('ana').does(openDoor, { door: 'front', why });
  const backups: string[] = [];
  const app = operatorRoutes({
    host: inside.host,
    authenticate: (token) => people[token],
    backup: async (folder) => ({ folder, files: backups.push(folder) }),
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
  return { inside, ask, backups, linesOf };
}

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
      await ask(`/events?limit=2&type=DoorOpened&reveal=true&after=${page.next}`),
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
    const response = await ask('/events/follow?last=1&reveal=true');
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
    poison = true;
    t.after(() => void (poison = false));
    for (const why of ['storm', 'rain']) await inside.as('ana').does(openDoor, { door: 'front', why });
    const { events } = await bodyOf<{ events: { id: string; error: string }[] }>(await ask('/dead-letters'));
    assert.match(events[0]!.error, /the hinge broke/);
    assert.deepEqual(await bodyOf(await ask('/dead-letters/retry', { all: true })), { done: 0, left: 2 });
    poison = false;
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

  test('a backup goes to an absolute folder', async (t) => {
    const { ask, backups } = await house3(t);
    assert.equal((await ask('/backup', { folder: 'here' })).status, 400);
    assert.equal((await ask('/backup', { folder: '/safe/place' })).status, 200);
    assert.deepEqual(backups, ['/safe/place']);
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
