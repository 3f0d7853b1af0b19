import { deepEqual, equal, match, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { otelTracer } from './otel-tracer.ts';

function recorded(ratio: number) {
  const exporter = new InMemorySpanExporter();
  const tracer = otelTracer({ ratio, version: '1', processors: [new SimpleSpanProcessor({ exporter })] });
  return { ...tracer, spans: () => exporter.getFinishedSpans() };
}

const sent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a span goes on where its parent says, with its beginning, attributes and error', () => {
  const { begin, spans } = recorded(1);
  const startMs = Date.UTC(2026, 10, 21);
  const span = begin('append', sent, { startMs, attributes: { a: 1 } });
  match(span.traceparent ?? '', /^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
  notEqual(span.traceparent, sent);
  span.end({ b: true }, new Error('The disk is full.'));
  const [told] = spans();
  equal(told?.parentSpanContext?.spanId, 'b7ad6b7169203331');
  deepEqual(told.attributes, { a: 1, b: true });
  deepEqual(told.startTime, [startMs / 1000, 0]);
  equal(told.status.code, SpanStatusCode.ERROR);
  equal(told.events[0]?.attributes?.['exception.message'], 'The disk is full.');
});

test('what is no traceparent begins a trace of its own', () => {
  const { begin, spans } = recorded(1);
  for (const odd of ['', 'none', sent.replace('00-', 'ff-'), `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`])
    begin('GET /', odd, { kind: 'server' }).end();
  equal(spans().length, 4);
  equal(new Set(spans().map((span) => span.spanContext().traceId)).size, 4);
  deepEqual([...new Set(spans().map(({ parentSpanContext }) => parentSpanContext))], [undefined]);
});

test('only the ratio says which requests are recorded; what they cause follows them', () => {
  const { begin, spans } = recorded(0);
  equal(begin('GET /', sent, { kind: 'server' }).traceparent, undefined);
  equal(begin('GET /', undefined, { kind: 'server' }).traceparent, undefined);
  begin('append', sent).end();
  deepEqual(
    spans().map(({ name }) => name),
    ['append'],
  );
});
