import { equal, ok } from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { startTracing } from './start-tracing.ts';

test('spans are sent to a collector, as OTLP over HTTP, before the server stops', async () => {
  const got: { path: string; type: string; body: string }[] = [];
  const collector = createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1').on('data', (part: string) => (body += part));
    request.on('end', () => {
      got.push({ path: request.url ?? '', type: String(request.headers['content-type']), body });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => void collector.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/otlp`;
    const tracer = await startTracing({ url, ratio: 1 }, '9.8.7');
    tracer.begin('GET /v1/feed', undefined, { kind: 'server' }).end({ 'http.route': '/v1/feed' });
    await tracer.stop();
    const [sent] = got;
    equal(sent?.path, '/otlp/v1/traces');
    equal(sent.type, 'application/json');
    for (const part of ['GET /v1/feed', '9.8.7', 'http.route']) ok(sent.body.includes(part), part);
  } finally {
    collector.closeAllConnections();
    await new Promise((resolve) => void collector.close(resolve));
  }
});
