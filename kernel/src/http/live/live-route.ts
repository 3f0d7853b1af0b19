import type { Hono } from 'hono';
import { systemClock } from '../../clock.ts';
import type { Caller } from '../../command.ts';
import type { ByeReason, LiveEvent } from '../../runtime/live/live-event.ts';
import type { Live } from '../../runtime/live/live.ts';
import { incomingOf, type EdgeContext, type EdgeEnv } from '../edge-request.ts';
import type { Edge } from '../http-options.ts';
import { clientAddress } from '../client-address.ts';
import { isLate } from '../late.ts';
import { knownProblem, safetyHeaders } from '../problem.ts';
import { shed } from '../shed.ts';
import { heartbeats } from './heartbeats.ts';
import { askedLive, type AskedLive } from './live-input.ts';
import { sseStream } from './sse-stream.ts';
import type { LiveOptions } from './live-options.ts';
import { streamPlaces, type StreamPlacesMax } from './stream-places.ts';

interface Opened {
  /** Resolves when `hello` stands in it. */
  readonly body: Promise<ReadableStream<Uint8Array>>;
}

const retryMs = 2000;
const defaultPlaces: StreamPlacesMax = { perPerson: 5, perAddress: 50 };

/** HT27 … HT29: live updates as server-sent events. */
export function liveRoute(app: Hono<EdgeEnv>, edge: Edge, options: LiveOptions): void {
  const { hub, holds, places = defaultPlaces, backlogBytesMax = 256 * 1024 } = options;
  const taken = streamPlaces(places);
  const beats = heartbeats(edge.options.clock ?? systemClock);

  function opened(c: EdgeContext, caller: Caller, ask: AskedLive): Opened | undefined {
    const ended = new AbortController();
    const stream = sseStream({
      backlogBytesMax,
      retryMs,
      cut: () => incomingOf(c)?.socket.destroy(),
      onEnd: () => ended.abort(),
    });
    const { listener, body } = stream;
    const release = taken.take(
      { caller, address: clientAddress(c, edge.options.proxies ?? 0), client: ask.client },
      () => {
        listener.take([bye('replaced', hub.position())]);
        listener.end();
      },
    );
    if (!release) return undefined;
    const stopBeats = beats.add(() => stream.beat(hub.position()));
    const onEnd = (action: () => void): void => {
      if (ended.signal.aborted) action();
      else ended.signal.addEventListener('abort', action, { once: true });
    };
    onEnd(release);
    onEnd(stopBeats);
    const { topics, after } = ask;
    const listening = hub.listen({ caller, topics, after, holds: () => holds(caller) }, listener);
    return {
      body: listening.then(
        ({ leave }) => {
          onEnd(leave);
          return body;
        },
        (error: unknown) => {
          listener.end();
          throw error;
        },
      ),
    };
  }

  app.get(
    '/v1/live',
    edge.handler('/v1/live', async (c, requestId) => {
      if (isLate(c)) throw shed();
      const ask = askedLive(c, hub);
      if (!('topics' in ask)) return knownProblem('invalid-input', requestId, { more: { faults: ask } });
      const caller = await edge.caller(c, accessTo(hub, ask.topics), requestId);
      if (caller instanceof Response) return caller;
      // Nothing would ever read the body of an answer to HEAD.
      if (c.req.raw.method === 'HEAD') return new Response(null, { headers: headersOf(requestId) });
      // To open one takes as much as to read; to hold one is counted by itself.
      const enteredAt = edge.reads.enter();
      if (enteredAt === undefined) throw shed();
      try {
        const stream = opened(c, caller, ask);
        if (!stream) return knownProblem('too-many-streams', requestId, { headers: { 'retry-after': '5' } });
        return new Response(await stream.body, { headers: headersOf(requestId) });
      } finally {
        edge.reads.leave(enteredAt);
      }
    }),
  );
}

const headersOf = (requestId: string): Record<string, string> => ({
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  // Proxies that collect answers before they pass them on would hold patches back.
  'x-accel-buffering': 'no',
  'x-request-id': requestId,
  ...safetyHeaders,
});

/** Who may ask for these topics at all: one for members makes it theirs. */
function accessTo(hub: Live, asked: readonly string[]): 'anyone' | 'member' {
  const names = new Set(asked.map((topic) => topic.split(':', 1)[0]));
  const own = hub.topics.some(({ type }) => type.access === 'member' && names.has(type.topic));
  return own ? 'member' : 'anyone';
}

const bye = (reason: ByeReason, id: string): LiveEvent => ({ kind: 'bye', data: { reason }, id });
