import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { openCommunity, type Community } from '../testing/community.ts';
import { otelTracer, type RunningTracer } from './otel-tracer.ts';

let exporter: InMemorySpanExporter;
let tracer: RunningTracer;
let community: Community;
before(async () => {
  exporter = new InMemorySpanExporter();
  const processors = [new SimpleSpanProcessor({ exporter })];
  tracer = otelTracer({ ratio: 1, version: '1', processors });
  community = await openCommunity(1, { tracer });
});
after(async () => {
  await community.close();
  await tracer.stop();
});

const trace = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${trace}-b7ad6b7169203331-01`;
const spansOf = (id: string): ReadableSpan[] =>
  exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === id);

/** `parent > child` of every span of a trace, in the order of the alphabet. */
function edges(id: string): string[] {
  const spans = spansOf(id);
  const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  return spans
    .map(({ name, parentSpanContext }) => `${names.get(parentSpanContext?.spanId ?? '') ?? '-'} > ${name}`)
    .toSorted();
}

test('a request is traced to its append, every view that shows it, and the pages that hear of it', async () => {
  const { composed, person, tokenOf, ask } = community;
  const ana = await person('ana');
  const heard: unknown[] = [];
  const listening = await composed.host.live.listen(
    { caller: { actor: ana, session: null, roles: [] }, topics: ['feed'], holds: () => true },
    { take: (events) => void heard.push(...events), end: () => {} },
  );
  const body = { text: 'A secret lap around the lake #dawn' };
  const answer = await ask('POST', '/v1/posts', { as: tokenOf(ana), body, headers: { traceparent } });
  equal(answer.status, 201);
  await composed.host.drain();
  while (!spansOf(trace).some(({ name }) => name === 'consume live')) await composed.host.clock.turn();
  listening.leave();
  deepEqual(edges(trace), [
    '- > POST /v1/posts',
    'POST /v1/posts > PublishPost',
    'PublishPost > append',
    'PublishPost > consume candidate@2.1',
    'PublishPost > consume card@1.1',
    'PublishPost > consume home-feed',
    'PublishPost > consume live',
    'PublishPost > consume person-milestones@1.1',
    'PublishPost > consume post-kudos@1.1',
    'PublishPost > consume post@2.1',
    'PublishPost > consume reply-count@2.1',
  ]);
  equal(
    spansOf(trace).find(({ name }) => name === 'consume home-feed')?.attributes['touchline.service'],
    'feed',
  );
  for (const { attributes } of spansOf(trace)) ok(!/secret|dawn|ana/i.test(JSON.stringify(attributes)));
});

test('a refusal is told as what was answered', async () => {
  const failed = '1af7651916cd43dd8448eb211c80319c';
  const answer = await community.ask('PUT', '/v1/posts/01k9zzzzzzzzzzzzzzzzzzzzzz/kudos', {
    as: community.tokenOf(await community.person('ben')),
    headers: { traceparent: traceparent.replace(trace, failed) },
  });
  equal(answer.status, 404);
  const span = spansOf(failed).find(({ name }) => name.startsWith('PUT'));
  equal(span?.attributes['http.response.status_code'], 404);
  equal(span.status.code, SpanStatusCode.UNSET);
});
