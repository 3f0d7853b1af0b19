import type { AlsoAppend } from '../command.ts';
import type { NewEvent, Recorded } from '../event.ts';
import type { Append, NewStoredEvent, Written } from '../ports/index.ts';
import { fold, streamName, type StreamType } from '../stream.ts';
import type { Codec } from './codec.ts';
import type { Loaded, StateCache } from './state-cache.ts';

type Place = Pick<Recorded, 'id' | 'at' | 'actor'>;

/** Events as an append to their stream, expected at the version that was decided on. */
export async function appendOf(
  codec: Codec,
  stream: StreamType,
  place: Place,
  version: number,
  events: readonly NewEvent[],
): Promise<Append> {
  const name = streamName(stream, place.id);
  const encoded: NewStoredEvent[] = [];
  for (let i = 0; i < events.length; i++) {
    const one = codec.encode(events[i] as NewEvent, { ...place, stream: name, version: version + i + 1 });
    encoded.push(one instanceof Promise ? await one : one);
  }
  const expected = version === 0 ? 'no-stream' : version;
  return { stream: name, partitionKey: stream.partitionKey(place.id), expected, events: encoded };
}

/** The version before an append; personal fields are bound to it (PD2). */
export async function versionOf(states: StateCache, { stream, id, expected }: AlsoAppend): Promise<number> {
  if (expected === 'no-stream') return 0;
  return typeof expected === 'number' ? expected : (await states.load(stream, id)).version;
}

/** The state after events that were just written, without reading them back. */
export function evolved(
  stream: StreamType,
  before: Loaded,
  append: Append,
  written: readonly Written[],
): Loaded {
  let { state } = before;
  const place = written.find((one) => one.stream === append.stream);
  for (const [i, { decoded }] of append.events.entries()) {
    const recorded = decoded as { -readonly [K in keyof Recorded]: Recorded[K] };
    recorded.partition = place?.partition ?? 0;
    recorded.position = (place?.firstPosition ?? 0) + i;
    state = fold(stream, state, recorded);
  }
  const version = before.version + append.events.length;
  return before.era === undefined ? { state, version } : { state, version, era: before.era };
}
