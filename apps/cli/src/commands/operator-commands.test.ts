import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { writeServerFile } from '@touchline/server/server-file';
import { linesResponse, problemResponse, typing } from '../testing/fake-cli.ts';

const at = '2026-05-01T12:00:00.000Z';
const event = (position: number, cause?: string) => ({
  partition: 0,
  position,
  stream: `tie-${position}`,
  version: 1,
  type: cause === undefined ? 'Followed' : 'FollowerAdmitted',
  schema: 1,
  at,
  actor: 'ana',
  meta: cause === undefined ? null : { cause },
  data: {},
});

test('events takes a filter in words, and a reason for what is personal', async () => {
  const { asked } = await typing(['events', 'type:Post* -actor:x', '--reveal', '--reason', 'asked'], () =>
    Response.json({ events: [], end: true, scanned: 0 }),
  );
  const query = new URLSearchParams(asked[0]?.path.split('?')[1]);
  assert.deepEqual(
    [query.get('q'), query.get('reveal'), query.get('reason')],
    ['type:Post* -actor:x', 'true', 'asked'],
  );
});

test('what is personal is not asked for without a reason', async () => {
  const lines = [
    ['events'],
    ['events', '--follow'],
    ['stream', 'post-1'],
    ['trace', '0.1'],
    ['dead-letters', 'list'],
  ];
  for (const line of lines) {
    const { code, err, asked } = await typing([...line, '--reveal']);
    assert.deepEqual([code, asked], [2, []], line.join(' '));
    assert.match(err.join(), /--reason TEXT is missing: say why you look at what is personal/);
  }
});

test('status ends with 1 when something needs a look', async () => {
  const now = {
    startedAt: at,
    log: { events: 1200, written: [3], durability: 'On disk.' },
    worst: { target: 'feed/card', lagEvents: 9, lagS: 90 },
    consumers: { all: 30, paused: 0, failing: 0 },
    deadLetters: { events: 0, messages: 0 },
    commands: { perS: 2, p50Ms: 4, p99Ms: 41 },
    liveStreams: 5,
    disk: { freeBytes: 7e10, dataBytes: 5e6 },
  };
  const fine = await typing(['status'], () => Response.json(now));
  assert.equal(fine.code, 0);
  assert.match(fine.out.join('\n'), /1,200 events, 3\/s\. On disk\.[^]*feed\/card: 9 events/);
  const bad = await typing(['status'], () =>
    Response.json({ ...now, deadLetters: { events: 2, messages: 0 } }),
  );
  assert.equal(bad.code, 1);
});

test('trace draws what followed below its cause, and says who has the event', async () => {
  const { out, asked } = await typing(['trace', '0.7'], (path) =>
    Response.json(
      path.includes('/traces/')
        ? {
            correlation: 'r1',
            events: [
              { event: event(7), cause: null },
              { event: event(9, '0.7'), cause: '0.7' },
            ],
            scanned: 9,
            whole: true,
          }
        : {
            event: event(7),
            readers: [{ target: 'graph/follow', kind: 'view', state: 'waiting', rows: ['a'] }],
            told: [{ service: 'graph', topic: 'me', kind: 'follower.added', channels: ['b'] }],
          },
    ),
  );
  assert.deepEqual(
    asked.map(({ path }) => path),
    ['/v1/operator/traces/0.7', '/v1/operator/events/0.7'],
  );
  assert.match(out.join('\n'), /^Request r1:\n {2}0\.7 .*\n {6}0\.9 .*FollowerAdmitted/);
  assert.ok(out.includes('  graph/follow (view): waiting, rows a'));
  assert.ok(out.includes('  live me: follower.added to 1 channel'));
});

test('a rebuild is counted first where asked to, and nothing is begun', async () => {
  const plan = {
    views: [{ target: 'posts/post', kind: 'view', rows: 26, folds: 1204, exact: true, dropsBuild: 1 }],
    log: 5000,
  };
  const { out, asked } = await typing(['rebuild', 'posts/post', '--dry-run'], () => Response.json(plan));
  assert.deepEqual(
    asked.map(({ path, ask }) => [path, ask.method]),
    [['/v1/operator/rebuilds/plan?target=posts%2Fpost', undefined]],
  );
  assert.match(
    out.join('\n'),
    /posts\/post +1,204 +26 +build 1[^]*1,204 events would be folded, out of 5,000/,
  );
});

describe('dead letters by what went wrong', () => {
  const groups = {
    groups: [
      {
        service: 'feed',
        consumer: 'card@1.1',
        type: 'PostPublished',
        error: 'Error: no track',
        failed: 2,
        waiting: 1,
        sequences: 2,
        firstSince: at,
        lastSince: at,
        sample: 'x',
      },
    ],
    events: 3,
    messages: 0,
  };

  test('are counted', async () => {
    const { out } = await typing(['dead-letters', 'groups'], () => Response.json(groups));
    assert.match(
      out[0] ?? '',
      /^1 {2}feed\/card@1\.1 {2}PostPublished: Error: no track {2}\(2 failed, 1 wait/,
    );
  });

  test('are tried again as a group; what fails again is told', async () => {
    const answers = [
      Response.json(groups),
      linesResponse([
        { kind: 'progress', done: 0, left: 0, total: 3 },
        { kind: 'done', done: 2, left: 1, total: 3 },
      ]),
    ];
    const { code, out, asked } = await typing(
      ['dead-letters', 'groups', '--retry', '1'],
      () => answers.shift() ?? Response.error(),
    );
    assert.deepEqual([code, out], [1, ['2 went through, 1 still wait.']]);
    assert.deepEqual(asked[1]?.ask.body, {
      service: 'feed',
      consumer: 'card@1.1',
      type: 'PostPublished',
      error: 'Error: no track',
    });
  });

  test('of a group that is not there nothing is tried', async () => {
    const { code, asked } = await typing(['dead-letters', 'groups', '--retry', '7'], () =>
      Response.json(groups),
    );
    assert.deepEqual([code, asked.length], [1, 1]);
  });
});

describe('accounts', () => {
  const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';

  test('a decision needs a reason, which is sent', async () => {
    const without = await typing(['accounts', 'suspend', id]);
    assert.deepEqual([without.code, without.asked], [2, []]);
    const { asked, out } = await typing(['accounts', 'role', id, 'viewer', '--reason', 'match days']);
    assert.deepEqual(
      [asked[0]?.path, asked[0]?.ask.body, out],
      [
        `/v1/operator/accounts/${id}/role`,
        { role: 'console-viewer', reason: 'match days' },
        [`${id} is viewer now.`],
      ],
    );
    assert.equal((await typing(['accounts', 'role', id, 'king', '--reason', 'why not'])).code, 2);
  });

  test('are found, with their role', async () => {
    const items = [{ id, handle: 'kai', name: 'Kai', roles: ['administrator'], suspended: true }];
    const { out, asked } = await typing(['accounts', 'find', 'kai'], () => Response.json({ items }));
    assert.equal(asked[0]?.path, '/v1/admin/accounts?find=kai');
    assert.match(out[1] ?? '', /@kai +Kai +administrator +suspended/);
  });

  test('who may not is told what it takes', async () => {
    const { err } = await typing(['accounts', 'find'], () =>
      problemResponse(403, 'forbidden', 'Your role here is viewer; this is for administrators.'),
    );
    assert.match(err.join(), /Your role here is viewer; this is for administrators\. Use the token/);
  });
});

test('acts and backups are listed with their end', async () => {
  const act = { act: 'BackUp', on: '/b', reason: 'weekly', by: null, begunAt: at, end: null };
  const acts = await typing(['acts'], () => Response.json({ acts: [act] }));
  assert.match(
    acts.out[0] ?? '',
    /nobody {2}BackUp {2}\/b {2}“weekly” {2}→ no end known \(under way, cut off, or what this was restored from\)/,
  );
  const backups = await typing(['backups', 'list'], () => Response.json({ made: [act], proved: [] }));
  assert.match(
    backups.out.join('\n'),
    /\/b {2}no end known \(under way, cut off, or what this was restored from\)[^]*never restored is a hope/,
  );
});

test('what waits before a consumer is shown as it will read it', async () => {
  const { out, err } = await typing(['backlog', 'graph/follow'], () =>
    Response.json({ target: 'graph/follow', events: [event(3)], lagEvents: 1204 }),
  );
  assert.match(out[0] ?? '', /Followed {2}tie-3@1/);
  assert.match(err[0] ?? '', /graph\/follow is 1,204 events behind/);
});

test('the key of the server that runs is printed alone; without a server that is said', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-key-'));
  try {
    assert.equal((await typing(['operator-key', '--data', folder])).code, 1);
    await writeServerFile(folder, { pid: process.pid, url: 'http://127.0.0.1:4100', key: 'operator.k' });
    const { code, out } = await typing(['operator-key', '--data', folder]);
    assert.deepEqual([code, out], [0, ['operator.k']]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe('services', () => {
  const none = {
    streams: [],
    events: [],
    commands: [],
    queries: [],
    memoryViews: [],
    policies: [],
    live: [],
  };
  const followed = { about: 'One followed.', version: 1, published: true, personal: ['note'] };
  const graph = {
    ...none,
    name: 'graph',
    about: 'Who follows whom.',
    streams: [{ name: 'tie', about: '', events: ['Followed', 'Blocked'] }],
    events: [
      { type: 'Followed', ...followed },
      { type: 'Blocked', ...followed, published: false, personal: [] },
    ],
    commands: [
      { type: 'Follow', about: '', route: 'PUT /v1/follows/:id', access: 'member', stream: 'tie' },
      { type: 'Admit', about: '', route: null, access: 'administrator', stream: 'tie' },
    ],
    views: [{ name: 'tie', about: '', reads: ['Followed', 'Blocked'] }],
  };
  const feed = {
    ...none,
    name: 'feed',
    about: 'Feeds.',
    views: [{ name: 'home', about: '', reads: ['Followed'] }],
  };
  const answer = () => Response.json({ services: [graph, feed] });

  test('are listed with what they declare, and whose events they read', async () => {
    const { code, out, asked } = await typing(['services'], answer);
    assert.deepEqual([code, asked[0]?.path], [0, '/v1/operator/services']);
    assert.match(out[1] ?? '', /^graph +2 +0 +1 +0 +2 +1 +none$/);
    assert.match(out[2] ?? '', /^feed +0 +0 +1 +0 +0 +0 +graph$/);
  });

  test('of one all is told: commands with their routes, events with their readers', async () => {
    const { out } = await typing(['services', 'graph'], answer);
    const text = out.join('\n');
    assert.match(text, /^graph: Who follows whom\./);
    assert.match(text, /Follow +PUT \/v1\/follows\/:id +member +tie\n +Admit +sent by policies/);
    assert.match(text, /Followed +feed +note\n +Blocked +its own/);
    assert.match(text, /tie +view +Followed, Blocked/);
    assert.doesNotMatch(text, /Queries/);
  });

  test('for a program all is one JSON object; a name that is none is told those there are', async () => {
    const { out } = await typing(['services', 'feed', '--json'], answer);
    assert.equal((JSON.parse(out[0] ?? '') as { name: string }).name, 'feed');
    const { code, err } = await typing(['services', 'fed'], answer);
    assert.equal(code, 1);
    assert.match(err.join(), /No service here is called “fed”\. There are: graph, feed\./);
  });
});
