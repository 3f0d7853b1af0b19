import { inspect } from 'node:util';
import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { Span, SpanBegin, Tracer } from '@touchline/kernel';
import { traceparentOf, traceparentText } from './traceparent.ts';

export interface RunningTracer extends Tracer {
  /** Sends what waits to be sent. */
  stop(): Promise<void>;
}

export interface TracerOptions {
  /** Which new traces are recorded, 0 to 1. What is done for a recorded request is, too. */
  readonly ratio: number;
  readonly version: string;
  readonly processors: readonly SpanProcessor[];
}

/** The kernel's tracer, told to OpenTelemetry. */
export function otelTracer({ ratio, version, processors }: TracerOptions): RunningTracer {
  const byRatio = new TraceIdRatioBasedSampler(ratio);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'touchline', 'service.version': version }),
    // Anybody may send `traceparent`: it says which trace a request belongs to, not that we record it.
    sampler: new ParentBasedSampler({ root: byRatio, remoteParentSampled: byRatio }),
    spanProcessors: [...processors],
    spanLimits: { attributeValueLengthLimit: 1000 },
  });
  const spans = provider.getTracer('touchline', version);

  function begin(name: string, parent: string | undefined, more: SpanBegin = {}): Span {
    const { kind = 'internal', startMs, attributes = {} } = more;
    const isServer = kind === 'server';
    const spanKind = isServer ? SpanKind.SERVER : SpanKind.INTERNAL;
    const startTime = startMs === undefined ? {} : { startTime: startMs };
    const options = { kind: spanKind, attributes, ...startTime };
    const span = spans.startSpan(name, options, contextOf(parent, isServer));
    const context = span.spanContext();
    const isRecorded = (context.traceFlags & TraceFlags.SAMPLED) !== 0;
    return {
      traceparent: isRecorded ? traceparentText(context) : undefined,
      end(found = {}, error?: unknown) {
        span.setAttributes(found);
        if (error !== undefined) {
          span.recordException(error instanceof Error ? error : inspect(error));
          span.setStatus({ code: SpanStatusCode.ERROR });
        }
        span.end();
      },
    };
  }

  return { begin, stop: () => provider.shutdown() };
}

function contextOf(parent: string | undefined, isRemote: boolean): Context {
  const of = traceparentOf(parent);
  return of ? trace.setSpanContext(ROOT_CONTEXT, { ...of, isRemote }) : ROOT_CONTEXT;
}
