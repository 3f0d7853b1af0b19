import type { RunningTracer } from './otel-tracer.ts';

export interface TracingSettings {
  /** Base address of a collector that speaks OTLP over HTTP; spans go to `/v1/traces` below it. */
  readonly url: string;
  readonly ratio: number;
}

/** The libraries are loaded where they are asked for: nobody else pays for them. */
export async function startTracing({ url, ratio }: TracingSettings, version: string): Promise<RunningTracer> {
  const [{ OTLPTraceExporter }, { BatchSpanProcessor }, { otelTracer }] = await Promise.all([
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/sdk-trace'),
    import('./otel-tracer.ts'),
  ]);
  // Its headers (`OTEL_EXPORTER_OTLP_HEADERS`) and its deadline have the variables that OpenTelemetry gave them.
  const exporter = new OTLPTraceExporter({ url: new URL('v1/traces', withSlash(url)).href });
  // Bounded: 2,048 spans wait at most, more are dropped.
  return otelTracer({ ratio, version, processors: [new BatchSpanProcessor({ exporter })] });
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`);
