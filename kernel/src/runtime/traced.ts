import type { Clock } from '../clock.ts';
import type { StoredEvent } from '../ports/index.ts';
import type { Tracer } from '../tracer.ts';
import type { HandleBatch } from './consumer-spec.ts';

/** A batch tells of no more events than these. */
const spansMax = 100;

/** Tells of every traced event of a batch that this consumer took its time for it. */
export function traced(tracer: Tracer, name: string, clock: Clock, handle: HandleBatch): HandleBatch {
  return async (partition, events, upTo) => {
    const causes = events.filter(({ meta }) => meta?.traceparent !== undefined).slice(0, spansMax);
    if (causes.length === 0) return handle(partition, events, upTo);
    const startMs = clock.now();
    const tell = (error?: unknown): void => {
      for (const cause of causes) consumed(cause, startMs, error);
    };
    try {
      await handle(partition, events, upTo);
    } catch (error) {
      tell(error);
      throw error;
    }
    tell();
  };

  function consumed({ type, partition, position, meta }: StoredEvent, startMs: number, error: unknown): void {
    const attributes = {
      'touchline.event.type': type,
      'touchline.event.place': `${partition}.${position}`,
    };
    tracer.begin(`consume ${name}`, meta?.traceparent, { startMs, attributes }).end({}, error);
  }
}
