import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { linesResponse, typing } from '../testing/fake-cli.ts';

const seen = (version: number) => ({
  partition: 0,
  position: version,
  stream: 'post-1',
  version,
  type: 'PostEdited',
  schema: 1,
  at: '2026-05-01T12:00:00.000Z',
  actor: 'ana',
  meta: null,
  data: { text: { masked: true }, n: version },
});

describe('events', () => {
  test('the newest are asked for page by page, and shown with the oldest first', async () => {
    const pages = [
      { events: [seen(5), seen(4)], next: 'c1', end: false, scanned: 9 },
      { events: [seen(3)], end: true, scanned: 9 },
    ];
    const { code, out, asked } = await typing(['events', '--type', 'A', '--type', 'B', '--limit', '9'], () =>
      Response.json(pages.shift()),
    );
    assert.equal(code, 0);
    assert.deepEqual(
      asked.map(({ path }) => path),
      [
        '/v1/operator/events?type=A&type=B&direction=backwards&limit=9',
        '/v1/operator/events?type=A&type=B&direction=backwards&after=c1&limit=7',
      ],
    );
    assert.deepEqual(out[0], '2026-05-01 12:00:00.000  PostEdited  post-1@3  by ana  {"text":"•••","n":3}');
    assert.equal(out.length, 3);
  });

  test('since a time the log is read forwards; --json gives one object per line', async () => {
    const { out, asked } = await typing(['events', '--since', '15m', '--json'], () =>
      Response.json({ events: [seen(1)], end: true, scanned: 1 }),
    );
    assert.match(asked[0]!.path, /since=2026-05-01T11%3A45%3A00.000Z&direction=forwards/);
    assert.deepEqual(
      out.map((line) => JSON.parse(line) as unknown),
      [seen(1)],
    );
  });

  test('--follow shows lines as they come, and ends well when it is interrupted', async () => {
    const stop = new AbortController();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) =>
        controller.enqueue(
          new TextEncoder().encode(`${JSON.stringify(seen(1))}\n\n${JSON.stringify(seen(2)).slice(0, 20)}`),
        ),
      pull(controller) {
        controller.enqueue(new TextEncoder().encode(`${JSON.stringify(seen(2)).slice(20)}\n`));
        stop.abort();
      },
    });
    const { code, out, asked } = await typing(
      ['events', '--follow', '--limit', '2'],
      () => new Response(body),
      { signal: stop.signal },
    );
    assert.deepEqual([code, out.length, asked[0]?.path], [0, 1, '/v1/operator/events/follow?last=2']);
  });

  test('--follow that the server ends is told, and is not done', async () => {
    const { code, err } = await typing(['events', '--follow'], () => linesResponse([seen(1)]));
    assert.equal(code, 1);
    assert.match(err.join(), /server ended the stream/);
  });

  test('what people wrote cannot steer the terminal', async () => {
    const evil = { ...seen(1), data: { text: 'a\u001B[2Jb\u202Ec\n' } };
    const { out } = await typing(['events'], () => Response.json({ events: [evil], end: true, scanned: 1 }));
    assert.match(out[0]!, /"a\\u001b\[2Jb\\u202ec\\n"/);
  });
});

test('a stream is shown with what each event changed, and the state', async () => {
  const answer = {
    stream: 'post-1',
    service: 'posts',
    version: 2,
    head: 3,
    state: { status: 'live' },
    steps: [
      { event: seen(2), changes: [{ path: '/status', kind: 'changed', before: 'draft', after: 'live' }] },
    ],
  };
  const { out, asked } = await typing(['stream', 'post-1', '--at', '2'], () => Response.json(answer));
  assert.equal(asked[0]?.path, '/v1/operator/streams/post-1?version=2');
  assert.equal(out[0], 'post-1 at version 2 of 3, of posts');
  assert.ok(out.includes('    ~ /status "draft" → "live"'));
  assert.ok(out.includes('    "status": "live"'));
  assert.deepEqual((await typing(['stream', 'post-1', '--at', '3'], () => Response.json(answer))).err, []);
  const beyond = await typing(['stream', 'post-1', '--at', '99'], () => Response.json(answer));
  assert.deepEqual(
    [beyond.code, beyond.err],
    [0, ['There is no version 99 yet: version 3 is the last, and taken instead.']],
  );
  const byTime = await typing(['stream', 'post-1', '--at', '2026-05-01'], () => Response.json(answer));
  assert.match(byTime.asked[0]!.path, /\?time=2026-05-01T00%3A00%3A00.000Z$/);
});

test('views are a table of builds with their lag', async () => {
  const consumer = { state: 'running', cursors: [9], lagEvents: 1234, lagS: 7.5, parked: 2 };
  const view = {
    kind: 'view',
    name: 'post',
    version: 3,
    rows: 5678,
    builds: [{ build: 2, role: 'live', applied: 9, ...consumer }],
  };
  const { out } = await typing(['views'], () =>
    Response.json({ heads: [1243], services: [{ service: 'posts', readers: [view] }] }),
  );
  assert.match(out[1]!, /^posts\/post +view +v3\.2 live +running +1,234 +7\.5 s +5,678 +2$/);
  assert.match(
    out.join('\n'),
    /1,243 events in 1 partition.*\nParked events: see npx touchline dead-letters list/,
  );
});

test('a view that is built for the first time shows whose rows are read meanwhile', async () => {
  const consumer = { state: 'running', cursors: [9], lagEvents: 1234, lagS: 7.5, parked: 0 };
  const builds = [{ build: 4, role: 'building', applied: 9, ...consumer }];
  const view = { kind: 'view', name: 'post', version: 3, rows: 7, builds, standIn: { version: 2, build: 3 } };
  const { out } = await typing(['views'], () =>
    Response.json({ heads: [1243], services: [{ service: 'posts', readers: [view] }] }),
  );
  assert.match(out[1]!, /^posts\/post +view +v3\.4 building +running/);
  assert.match(out[2]!, /^posts\/post +view +v2\.3 stands in +still/);
});

describe('rebuild', () => {
  const line = (done: number, state: string) => ({
    kind: 'progress',
    target: 'posts/post',
    view: 'post',
    build: 2,
    number: 1,
    of: 1,
    state,
    done,
    total: 1000,
    rate: 500,
    leftS: (1000 - done) / 500,
  });
  const answers = () =>
    linesResponse([
      line(0, 'building'),
      line(420, 'building'),
      line(1000, 'verifying'),
      line(1000, 'live'),
      { kind: 'done', rebuilt: [line(1000, 'live')] },
    ]);

  test('draws a bar with done, total, rate and time left where someone looks on', async () => {
    const { code, status, asked, out } = await typing(['rebuild', 'post'], answers, { isTty: true });
    assert.deepEqual([code, asked[0]?.ask.method, asked[0]?.ask.body], [0, 'POST', { target: 'post' }]);
    assert.match(status[1]!, /^posts\/post {2}\[█+░+\] {2}42% {2}420 of 1,000 events {2}500\/s {2}1 s left$/);
    assert.ok(status.every((text) => text.length < 100));
    assert.match(out.join(), /^Rebuilt posts\/post: 1,000 events in/);
  });

  test('writes plain lines where nobody does', async () => {
    const { err, status } = await typing(['rebuild', '--all'], answers);
    assert.deepEqual(err, [
      'posts/post   0%  0 of 1,000 events  500/s  2 s left',
      'posts/post: verifying',
      'posts/post: live',
    ]);
    assert.deepEqual(status, ['']);
  });

  test('left before the end it is not done, and says where the work goes on', async () => {
    const unfinished = () => linesResponse([line(0, 'building')]);
    const remote = await typing(['rebuild', '--all'], unfinished);
    assert.deepEqual([remote.code, /goes on in the server/.test(remote.err.join())], [1, true]);
    const local = await typing(['rebuild', '--all'], unfinished, { inProcess: true });
    assert.match(local.err.join(), /live view is as it was/);
  });

  test('that fails in the middle tells the cause', async () => {
    const { code, err } = await typing(['rebuild', '--all'], () =>
      linesResponse([
        line(0, 'building'),
        { kind: 'fault', code: 'storage-full', detail: 'The disk is full.' },
      ]),
    );
    assert.deepEqual([code, /The disk is full\./.test(err.join())], [1, true]);
  });
});

describe('dead letters', () => {
  const letter = {
    id: 'posts/post@1.1:0.42',
    service: 'posts',
    consumer: 'post@1.1',
    sequence: 'post-1',
    error: 'TypeError: x\n at y',
    attempts: 4,
    since: '2026-05-01T12:00:00.000Z',
    event: seen(1),
  };

  test('list tells of each what went wrong, and how to go on', async () => {
    const { out } = await typing(['dead-letters', 'list'], () =>
      Response.json({ events: [letter, { ...letter, error: '' }], messages: [], skipped: [] }),
    );
    assert.match(
      out.join('\n'),
      /failed 4 times, last 2026-05-01T12:00:00.000Z: TypeError: x\n.*\n.*\n {4}waits behind an earlier event of post-1/,
    );
    assert.match(out.at(-1)!, /dead-letters retry ID/);
  });

  test('retry sends an id, a name or all, and is not done while something still waits', async () => {
    const good = await typing(['dead-letters', 'retry', '--all'], () => Response.json({ done: 2, left: 0 }));
    assert.deepEqual([good.code, good.out, good.asked[0]?.ask.body], [0, ['2 went through.'], { all: true }]);
    const bad = await typing(['dead-letters', 'retry', letter.id], () => Response.json({ done: 0, left: 1 }));
    assert.deepEqual([bad.code, bad.asked[0]?.ask.body], [1, { id: letter.id }]);
    const some = await typing(['dead-letters', 'retry', '--service', 'posts'], () =>
      Response.json({ done: 0, left: 0 }),
    );
    assert.deepEqual([some.code, JSON.stringify(some.asked[0]?.ask.body)], [0, '{"service":"posts"}']);
  });

  test('skip sends the reason', async () => {
    const { code, asked } = await typing(
      ['dead-letters', 'skip', letter.id, '--reason', 'broken import'],
      () => Response.json({ done: 1, left: 0 }),
    );
    assert.deepEqual([code, asked[0]?.ask.body], [0, { id: letter.id, reason: 'broken import' }]);
  });
});

describe('verify', () => {
  const report = (damage: object[]) => ({
    kind: 'done',
    events: 3,
    partitions: [{ partition: 0, head: 3, checksum: 'abc' }],
    damage,
  });

  test('prints the checksums of a log that is whole', async () => {
    const { code, out } = await typing(['verify'], () =>
      linesResponse([{ kind: 'progress', done: 1, total: 3, rate: 1, leftS: 2 }, report([])]),
    );
    assert.equal(code, 0);
    assert.deepEqual(
      [out[0], /The log is whole: 3 events/.test(out[1] ?? '')],
      ['partition 0: 3 events, checksum abc', true],
    );
  });

  test('ends with 1 when the log is damaged, and tells where', async () => {
    const { code, out } = await typing(['verify'], () =>
      linesResponse([report([{ partition: 0, position: 2, what: 'its checksum differs' }])]),
    );
    assert.equal(code, 1);
    assert.match(out.join('\n'), /DAMAGE at 0\.2: its checksum differs/);
  });
});

describe('verify --views', () => {
  const whole = { target: 'posts/post', rows: 1234, differences: 0, examples: [] };
  const damaged = {
    target: 'graph/follow',
    rows: 5,
    differences: 3,
    examples: [{ where: 'row a.b', what: 'differs' }],
  };
  const skipped = { target: 'feed/card', skipped: 'parked events: rows were not compared' };
  const answers = (...views: object[]) => linesResponse([{ kind: 'done', views }]);

  test('says of each view whether it is as the log makes it, and how to mend what is not', async () => {
    const { code, out, asked } = await typing(['verify', '--views'], () => answers(whole, damaged, skipped));
    assert.deepEqual(
      [code, asked[0]?.path, asked[0]?.ask.body],
      [1, '/v1/operator/views/verify', { target: 'all' }],
    );
    assert.deepEqual(out, [
      'posts/post: 1,234 rows are as the log makes them.',
      'graph/follow: DIFFERS in 3 places. Mend it: npx touchline rebuild graph/follow',
      '    differs: row a.b',
      'feed/card: not compared (parked events: rows were not compared). Try again later.',
    ]);
  });

  test('ends with 0 when all are whole; a view can be named', async () => {
    const { code, asked } = await typing(['verify', 'posts', '--views'], () => answers(whole));
    assert.deepEqual([code, asked[0]?.ask.body], [0, { target: 'posts' }]);
    assert.equal((await typing(['verify', 'posts'])).code, 2);
  });
});

test('backup names the folder by its whole path', async () => {
  const { asked, out } = await typing(['backup', '/safe/../safe/b'], () =>
    Response.json({ target: '/safe/b', events: 7 }),
  );
  assert.deepEqual(asked[0]?.ask.body, { folder: '/safe/b' });
  assert.match(out.join('\n'), /7 events to \/safe\/b/);
});

describe('erase', () => {
  const id = '01k9w3m8x2f7qtb6s5n0v4c1dz';

  test('finds the account of a handle and asks for its end, only with --yes', async () => {
    const { code, asked, out } = await typing(['erase', '@kai', '--yes', '--reason', 'asked for it'], () =>
      Response.json({ id }),
    );
    assert.deepEqual(
      [code, asked.map(({ path, ask }) => `${ask.method ?? 'GET'} ${path}`)],
      [0, ['GET /v1/people/kai', `POST /v1/operator/accounts/${id}/erase`]],
    );
    assert.match(out.join('\n'), /@kai \(01k9\w+\) was erased/);
    assert.deepEqual(asked.at(-1)?.ask.body, { reason: 'asked for it' });
    const silent = await typing(['erase', id, '--yes']);
    assert.deepEqual([silent.code, silent.asked.length], [2, 0]);
    assert.match(silent.err.join(), /--reason TEXT is missing/);
    const unsure = await typing(['erase', id]);
    assert.deepEqual([unsure.code, unsure.asked.length], [2, 0]);
    assert.match(unsure.err.join(), /Nothing was done.*--yes/);
  });

  test('an id is taken as it is, also of someone whose page is gone', async () => {
    const { asked } = await typing(['erase', id, '--yes', '--reason', 'asked for it'], () =>
      Response.json({ account: id }),
    );
    assert.deepEqual(
      asked.map(({ path }) => path),
      [`/v1/operator/accounts/${id}/erase`],
    );
  });

  test('erased lists ids over all pages', async () => {
    const pages = [{ persons: ['a', 'b'], next: 'b' }, { persons: ['c'] }];
    const { out, asked } = await typing(['erased'], () => Response.json(pages.shift()));
    assert.deepEqual(out, ['a', 'b', 'c']);
    assert.equal(asked[1]?.path, '/v1/operator/erased?after=b&limit=1000');
  });
});
