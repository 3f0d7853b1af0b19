import { systemClock } from '../clock.ts';
import { idSource } from '../id.ts';
import type { SpanAttributes } from '../tracer.ts';
import { admission } from './admission.ts';
import { browserSession } from './browser/browser-session.ts';
import { callerOf } from './caller-of.ts';
import { header } from './edge-request.ts';
import { faultAnswer } from './fault-answer.ts';
import { defaultLimits, type Edge, type HttpOptions } from './http-options.ts';
import { requestIds, sentRequestId } from './request-id.ts';

/** What every route of one app shares. */
export function edge(options: HttpOptions): Edge {
  const clock = options.clock ?? systemClock;
  const newRequestId = requestIds(options.newId ?? idSource(() => clock.now()));
  const limits = { ...defaultLimits, ...options.limits };
  const { authenticate, onError, onRequest, tracer } = options;
  const browser = options.browser && browserSession(options.browser, authenticate);
  return {
    options,
    limits,
    reads: admission(limits.readsInFlightMax, clock),
    writes: admission(limits.writesInFlightMax, clock),
    browser,
    requestId: (c) => sentRequestId(header(c, 'x-request-id')) ?? newRequestId(),
    caller(c, access, requestId, from = 'cookie') {
      const sent = header(c, 'authorization');
      const kept = sent === undefined && from === 'cookie' ? browser?.token(c, requestId) : undefined;
      if (kept instanceof Response) return kept;
      return callerOf(kept === undefined ? sent : `Bearer ${kept}`, access, requestId, authenticate);
    },
    handler: (route, answer) => async (c) => {
      const started = onRequest ? clock.steady() : 0;
      const sentId = sentRequestId(header(c, 'x-request-id'));
      const requestId = sentId ?? newRequestId();
      const { method } = c.req.raw;
      const span = tracer?.begin(`${method} ${route}`, header(c, 'traceparent'), { kind: 'server' });
      let response: Response;
      try {
        response = await answer(c, requestId, sentId, span?.traceparent);
      } catch (error) {
        response = faultAnswer(error, requestId, onError);
      }
      const { status } = response;
      span?.end({ ...requestOf(method, route, requestId), 'http.response.status_code': status });
      onRequest?.({
        route,
        method,
        status,
        ms: clock.steady() - started,
        requestId,
      });
      return response;
    },
  };
}

const requestOf = (method: string, route: string, requestId: string): SpanAttributes => ({
  'http.request.method': method,
  'http.route': route,
  'touchline.request.id': requestId,
});
