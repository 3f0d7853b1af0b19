import { connect } from 'node:net';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import { Hono } from 'hono';
import type { EdgeEnv } from '../edge-request.ts';
import { serveApp } from '../serve-app.ts';

// Tells how many bytes each answered request leaves in the old generation: here, where no hooks of a test runner hold any.
if (!parentPort) throw new Error('left-behind.worker.ts is started as a worker thread by under-way.test.ts.');
const port = parentPort;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const times = 10_000;

const oldBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space')?.space_used_size ?? 0;

const app = new Hono<EdgeEnv>().get('/', () => new Response('x'));
const server = await serveApp(app, { host: '127.0.0.1', port: 0 });
const socket = connect(server.port, '127.0.0.1');

function ask(count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    const more = (): unknown => (left-- > 0 ? socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n') : resolve());
    socket.removeAllListeners('data').on('data', more);
    more();
  });
}

await ask(times); // Until code and buffers are what they stay.
collect(); // What is held by what is old shows from here on.
const before = oldBytes();
await ask(times);
port.postMessage((oldBytes() - before) / times);
socket.destroy();
await server.close();
