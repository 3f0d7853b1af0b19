/** Tells whoever traces what was done for a request, and how long it took. Where nobody does there is none. */
export interface Tracer {
  /** `parent`: the W3C `traceparent` of what this is done for; without one a trace begins. */
  begin(name: string, parent: string | undefined, more?: SpanBegin): Span;
}

export interface SpanBegin {
  /** `server`: the answer to a request from outside. */
  readonly kind?: 'server' | 'internal';
  /** When it began, if that is past. */
  readonly startMs?: number;
  readonly attributes?: SpanAttributes;
}

export interface Span {
  /** Of what is done for this span; `undefined` where the trace is not recorded. */
  readonly traceparent: string | undefined;
  end(attributes?: SpanAttributes, error?: unknown): void;
}

/** Names as in OpenTelemetry's conventions where those have one. No personal data. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Does work in a span of what it is done for; just does it where that is not traced. */
export function spanned<T>(
  tracer: Tracer | undefined,
  name: string,
  parent: string | undefined,
  work: (traceparent: string | undefined) => Promise<T>,
  attributes: (done: T) => SpanAttributes = () => ({}),
): Promise<T> {
  return tracer && parent !== undefined
    ? within(tracer.begin(name, parent), work, attributes)
    : work(undefined);
}

async function within<T>(
  span: Span,
  work: (traceparent: string | undefined) => Promise<T>,
  attributes: (done: T) => SpanAttributes,
): Promise<T> {
  try {
    const done = await work(span.traceparent);
    span.end(attributes(done));
    return done;
  } catch (error) {
    span.end({}, error);
    throw error;
  }
}

/** Tells these of every span, too. */
export const withAttributes = (tracer: Tracer, always: SpanAttributes): Tracer => ({
  begin: (name, parent, more) =>
    tracer.begin(name, parent, { ...more, attributes: { ...always, ...more?.attributes } }),
});
