import { streamName, type StreamType } from '@touchline/kernel';
import type { Append, AppendResult } from '@touchline/kernel/ports';
import type { Host } from '@touchline/kernel/runtime';

/** Appends first events of streams, a thousand at once, past the commands. */
export interface EventWriter {
  write(stream: string, id: string, type: string, data: object): Promise<void>;
  flush(): Promise<void>;
  count(): number;
}

const batchMax = 1000;
/** Streams that one request may write to. */
const requestMax = 100;

export function eventWriter(host: Host): EventWriter {
  const streams = new Map<string, StreamType>(
    host.services.flatMap(({ streams: own }) => own.map((stream) => [stream.name, stream] as const)),
  );
  let batch: Append[] = [];
  /** Of all events of a batch: it stands in the encoded ones and in the append, and must be the same. */
  let at = Date.now();
  let count = 0;

  async function flush(): Promise<void> {
    if (batch.length === 0) return;
    const appends = batch;
    batch = [];
    const requests: Promise<AppendResult>[] = [];
    for (let from = 0; from < appends.length; from += requestMax) {
      const some = appends.slice(from, from + requestMax);
      requests.push(host.engine.events.append({ appends: some, at, actor: null, meta: null }));
    }
    at = Date.now();
    for (const { status } of await Promise.all(requests))
      if (status !== 'appended') throw new Error(`Events could not be appended: ${status}.`);
  }

  return {
    async write(name, id, type, data) {
      const stream = streams.get(name);
      if (!stream) throw new Error(`No service has a stream ${name}.`);
      const full = streamName(stream, id);
      const place = { stream: full, id, version: 1, at: new Date(at).toISOString(), actor: null };
      const event = await host.codec.encode({ type, data }, place);
      batch.push({
        stream: full,
        partitionKey: stream.partitionKey(id),
        expected: 'no-stream',
        events: [event],
      });
      count++;
      if (batch.length >= batchMax) await flush();
    },
    flush,
    count: () => count,
  };
}
