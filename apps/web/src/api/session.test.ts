import { deepEqual, equal, rejects } from 'node:assert/strict';
import { afterEach, test, type TestContext } from 'node:test';
import { call } from './call.ts';
import { paths } from './paths.ts';
import { keepSessionFresh, leave, member, sessionLost, setMember } from './session.ts';

const me = { id: 'me', handle: 'kai', name: 'Kai' };

/** A server that answers by what is asked; what has no answer here is out of reach. */
function serverWith(t: TestContext, answers: Readonly<Record<string, readonly number[]>>): string[] {
  const asked: string[] = [];
  const left = new Map(Object.entries(answers).map(([what, statuses]) => [what, [...statuses]]));
  t.mock.method(globalThis, 'fetch', async (path: string, { method }: RequestInit) => {
    const what = `${method} ${path}`;
    asked.push(what);
    const status = left.get(what)?.shift();
    if (status === undefined) throw new TypeError('no connection');
    if (status < 300) return Response.json({});
    return Response.json({ status, code: 'unauthenticated', detail: 'No.', requestId: 'r' }, { status });
  });
  return asked;
}

const end = `DELETE ${paths.currentSession}`;
const refresh = `POST ${paths.refresh}`;

const feed = 'GET /v1/feed/public';

test('a browser that kept nothing but the cookies has its session renewed, and knows again whose it is', async (t) => {
  const asked = serverWith(t, { [feed]: [401, 200], [refresh]: [200], [`GET ${paths.me}`]: [200] });
  keepSessionFresh();
  await call('GET', '/v1/feed/public');
  deepEqual(asked, [feed, refresh, `GET ${paths.me}`, feed]);
  await new Promise(setImmediate);
  equal(member.value === null, false);
});

test('a session that cannot be renewed for want of a connection is not called one that nobody has', async (t) => {
  setMember(me);
  serverWith(t, { [feed]: [401] });
  keepSessionFresh();
  await rejects(call('GET', '/v1/feed/public'), { message: 'No answer from the server.' });
  equal(member.value, me);
});

test('a visitor with the cookies of a session that is over is answered without them, and has lost nothing', async (t) => {
  const asked = serverWith(t, { [feed]: [401, 200], [refresh]: [401] });
  keepSessionFresh();
  await call('GET', '/v1/feed/public');
  deepEqual([asked, member.value, sessionLost.value], [[feed, refresh, feed], null, false]);
});

afterEach(() => setMember(null));

test('a log-out ends the session also where its access cookie has run out', async (t) => {
  setMember(me);
  const asked = serverWith(t, { [end]: [401, 200], [refresh]: [200] });
  await leave();
  deepEqual([asked, member.value], [[end, refresh, end], null]);
});

test('a session that is over needs no ending', async (t) => {
  setMember(me);
  serverWith(t, { [end]: [401], [refresh]: [401] });
  await leave();
  equal(member.value, null);
});

test('without an answer nothing is ended and nobody forgotten', async (t) => {
  setMember(me);
  serverWith(t, { [end]: [401] });
  await rejects(leave(), { message: 'No answer from the server.' });
  equal(member.value, me);
});
