import { fold, streamName, type StreamType } from '../stream.ts';
import type { EventStore } from '../ports/index.ts';
import type { Codec } from './codec.ts';
import { recentMap } from './recent-map.ts';

export interface Loaded<State = unknown> {
  readonly state: State;
  readonly version: number;
  /** Which `clear` it comes after. A state that follows from an older one is not kept. */
  readonly era?: number;
}

/** The folded states of streams used lately, so that a long stream is read once and not per command. */
export interface StateCache {
  load<State>(stream: StreamType<string, State>, id: string): Promise<Loaded<State>>;
  remembers(stream: string): boolean;
  /** What a command of this process just made of it; not when what it was made of was cleared meanwhile. */
  keep(stream: string, loaded: Loaded): void;
  /** Others wrote to it: what is known here is brought up to date before it is used again. */
  overtaken(stream: string): void;
  clear(): void;
}

const pageEvents = 1000;

interface Known extends Loaded {
  readonly overtaken: boolean;
}

/**
 * A cached state is brought up to date by reading the events after it; where only this process appends
 * (`exclusive`), it is up to date already.
 */
export function stateCache(
  events: EventStore,
  codec: Codec,
  options: { exclusive: boolean; entriesMax?: number },
): StateCache {
  const entries = recentMap<Known>(options.entriesMax ?? 10_000);
  const reading = new Map<string, Promise<Loaded>>();
  const waiting = new Map<string, Promise<Loaded>>();
  let era = 0;

  function overtaken(stream: string): void {
    const known = entries.get(stream);
    if (known) entries.set(stream, { ...known, overtaken: true });
    reading.delete(stream);
  }

  function keep(stream: string, loaded: Loaded): void {
    // What was read since the clear is from before this.
    if (loaded.era !== undefined && loaded.era !== era) return overtaken(stream);
    const known = entries.get(stream);
    if (known && known.version > loaded.version) return;
    entries.set(stream, { ...loaded, era, overtaken: false });
  }

  async function read(stream: StreamType, name: string): Promise<Loaded> {
    const began = era;
    let { state, version } = entries.get(name) ?? { state: stream.initial(), version: 0 };
    for (;;) {
      const page = await events.readStream(name, version + 1, 'forwards', pageEvents);
      for (const stored of page) {
        const decoded = codec.decode(stored);
        state = fold(stream, state, decoded instanceof Promise ? await decoded : decoded);
        version = stored.version;
      }
      if (page.length < pageEvents) return { state, version, era: began };
    }
  }

  function begin(stream: StreamType, name: string): Promise<Loaded> {
    const own = read(stream, name).then(
      (loaded) => {
        // What was overtaken meanwhile is out of date: whoever asked before may have it, nobody after.
        if (ended() && loaded.version > 0) keep(name, loaded);
        return loaded;
      },
      (error: unknown) => {
        ended();
        throw error;
      },
    );
    const ended = (): boolean => reading.get(name) === own && reading.delete(name);
    reading.set(name, own);
    return own;
  }

  /** A read under way may have begun before the event that made the caller ask: many wait for the one after it. */
  function after(underWay: Promise<Loaded>, stream: StreamType, name: string): Promise<Loaded> {
    const known = waiting.get(name);
    if (known) return known;
    const start = (): Promise<Loaded> => {
      waiting.delete(name);
      return begin(stream, name);
    };
    const next = underWay.then(start, start);
    waiting.set(name, next);
    return next;
  }

  return {
    remembers: (stream) => entries.get(stream) !== undefined,
    keep,
    overtaken,
    clear() {
      era++;
      entries.clear();
      reading.clear();
    },
    async load<State>(stream: StreamType<string, State>, id: string) {
      const name = streamName(stream, id);
      const known = entries.get(name);
      if (known && options.exclusive && !known.overtaken) return known as Loaded<State>;
      const underWay = reading.get(name);
      return (await (underWay ? after(underWay, stream, name) : begin(stream, name))) as Loaded<State>;
    },
  };
}
