import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { liveWorld } from '../../runtime/live/testing/live-world.ts';
import { httpApp } from '../http-app.ts';
import { serveApp, type Served } from '../serve-app.ts';

describe('the live route', () => {
  let world: Awaited<ReturnType<typeof liveWorld>>;
  let server: Served;
  beforeEach(async () => {
    world = await liveWorld();
    const app = httpApp({
      dispatch: world.host,
      authenticate: (token) => ({ actor: token, session: 's', roles: [] }),
      live: { hub: world.host.live, holds: () => true, backlogBytesMax: 100_000 },
    });
    server = await serveApp(app, { host: '127.0.0.1', port: 0, drainMs: 100 });
  });
  afterEach(async () => {
    await server.close();
    await world.close();
  });

  /** Opens a stream over a socket; what comes is kept as text. */
  function opened(query: string, headers = ''): Promise<{ socket: Socket; text: () => string }> {
    return new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.write(`GET /v1/live?${query} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`),
      );
      socket.on('error', reject);
      socket.setEncoding('utf8').on('data', (part) => {
        text += String(part);
        if (text.includes('event: hello')) resolve({ socket, text: () => text });
      });
    });
  }

  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await world.settled();
  };

  test(
    'HT27: a stream is answered as events that nobody keeps or collects',
    { timeout: 20_000 },
    async () => {
      const { socket, text } = await opened('topic=board:a');
      match(text(), /^HTTP\/1\.1 200 OK\r\n/);
      match(text(), /content-type: text\/event-stream\r\n/i);
      match(text(), /cache-control: no-store, no-transform\r\n/i);
      await world.scores('a', 3);
      await until(() => text().includes('"sum":3'));
      match(text(), /event: sum\.changed\nid: 0\.1~\ndata: \{"board":"a","sum":3\}\n\n/);
      socket.destroy();
      await until(() => world.host.live.size() === 0);
    },
  );

  test('HT27: Last-Event-ID resumes, and wins over the address', { timeout: 20_000 }, async () => {
    const first = await opened('topic=scores');
    await world.scores('a');
    await world.scores('a');
    await until(() => first.text().includes('board-a@2'));
    first.socket.destroy();
    const again = await opened('topic=scores&after=0.0', 'Last-Event-ID: 0.1\r\n');
    await until(() => again.text().includes('board-a@2'));
    ok(!again.text().includes('board-a@1'));
    again.socket.destroy();
  });

  test(
    'HT28: who does not read is cut off, and comes back to a reset or what was missed',
    { timeout: 60_000 },
    async () => {
      const { socket } = await opened(`topic=board:${'b'.repeat(90)}&topic=scores`);
      socket.pause();
      const large = 'b'.repeat(60_000);
      const { socket: reading, text } = await opened('topic=scores');
      for (let n = 0; n < 400 && world.host.live.size() > 1; n++) {
        await world.scores(large);
        await world.told();
      }
      equal(world.host.live.size(), 1);
      ok(text().includes('@1"'));
      socket.destroy();
      reading.destroy();
    },
  );

  test('HT27: HEAD opens nothing, and what is asked wrongly is said', async () => {
    const ask = async (query: string, init: RequestInit = {}) =>
      fetch(`${server.url}/v1/live?${query}`, init);
    equal((await ask('topic=scores', { method: 'HEAD' })).status, 200);
    equal(world.host.live.size(), 0);
    for (const query of [
      '',
      'topic=',
      'topic=none',
      'topic=board',
      'topic=scores:a',
      'topic=board:A',
      'topic=board:a:b',
      'topic=scores&after=x!',
      'topic=scores&client=%20',
      'topic=scores&other=1',
    ])
      equal((await ask(query)).status, 400, query);
    const faults = (await (await ask('topic=none')).json()) as { faults: { values: string[] }[] };
    deepEqual(faults.faults[0]?.values, ['board:…', 'scores', 'slow']);
    const many = Array.from({ length: 51 }, (_, i) => `topic=board:a${i}`).join('&');
    equal((await ask(many)).status, 400);
  });
});
