import type { Caller } from '../../command.ts';
import type { Awaitable } from '../../look.ts';
import type { Grants } from './grants.ts';
import type { Delivery } from './kept-patches.ts';
import type { LiveEvent, LiveListener } from './live-event.ts';

/** One open stream. */
export interface LiveStream {
  readonly caller: Caller;
  /** `post:01k9…`, as asked for. */
  readonly asked: readonly string[];
  readonly listener: LiveListener;
  readonly holds: () => Awaitable<boolean>;
  /** Raised when what it may hear may have changed. */
  version: number;
  /** The topics it hears, as asked for. */
  topics: ReadonlySet<string>;
  /** Those of all its topics. */
  channels: readonly Channel[];
  deafTo: Grants['deafTo'];
  open: boolean;
  /** True once `hello` was said. */
  joined: boolean;
}

/** One object for all who hear it: thousands of streams that hear hundreds of authors hold no name twice. */
interface Channel {
  readonly name: string;
  readonly hearers: Set<LiveStream>;
}

/** The open streams, by what they hear and whose they are. */
export interface LiveStreams {
  add(stream: LiveStream): void;
  /** From now on it hears these. */
  hears(stream: LiveStream, grants: Grants): void;
  remove(stream: LiveStream): void;
  ofPerson(person: string): readonly LiveStream[];
  all(): Iterable<LiveStream>;
  size(): number;
  /** Hands each stream what is for it; `overwhelmed` those for whom it is too much at once. */
  deliver(deliveries: readonly Delivery[], burstMax: number, overwhelmed: (stream: LiveStream) => void): void;
}

export function liveStreams(): LiveStreams {
  const all = new Set<LiveStream>();
  const byPerson = new Map<string, Set<LiveStream>>();
  const byName = new Map<string, Channel>();

  function leaveChannels(stream: LiveStream): void {
    for (const channel of stream.channels)
      if (channel.hearers.delete(stream) && channel.hearers.size === 0) byName.delete(channel.name);
    stream.channels = [];
  }

  function joined(stream: LiveStream, name: string): Channel {
    const channel = byName.get(name) ?? { name, hearers: new Set() };
    byName.set(channel.name, channel);
    channel.hearers.add(stream);
    return channel;
  }

  return {
    add(stream) {
      all.add(stream);
      if (stream.caller.actor !== null) putIn(byPerson, stream.caller.actor, stream);
    },
    hears(stream, { heard, deafTo }) {
      leaveChannels(stream);
      stream.topics = new Set(heard.keys());
      stream.deafTo = deafTo;
      stream.channels = [...heard.values()].flatMap((names) => names.map((name) => joined(stream, name)));
    },
    remove(stream) {
      stream.open = false;
      all.delete(stream);
      if (stream.caller.actor !== null) takeOut(byPerson, stream.caller.actor, stream);
      leaveChannels(stream);
    },
    ofPerson: (person) => [...(byPerson.get(person) ?? [])],
    all: () => all,
    size: () => all.size,
    deliver(deliveries, burstMax, overwhelmed) {
      const pending = new Map<LiveStream, LiveEvent[]>();
      for (const { to, by, event } of deliveries)
        for (const stream of hearersOf(byName, to)) {
          if (by !== undefined && stream.deafTo.has(by)) continue;
          const events = pending.get(stream);
          if (events) events.push(event);
          else pending.set(stream, [event]);
        }
      for (const [stream, events] of pending)
        if (events.length > burstMax) overwhelmed(stream);
        else stream.listener.take(events);
    },
  };
}

const nobody: ReadonlySet<LiveStream> = new Set();

/** Whoever hears two of the channels is told once. */
function hearersOf(byName: ReadonlyMap<string, Channel>, to: readonly string[]): Iterable<LiveStream> {
  const sets = to.flatMap((name) => byName.get(name)?.hearers ?? []);
  if (sets.length < 2) return sets[0] ?? nobody;
  return sets.reduce((some, more) => some.union(more));
}

function putIn(map: Map<string, Set<LiveStream>>, key: string, stream: LiveStream): void {
  const known = map.get(key);
  if (known) known.add(stream);
  else map.set(key, new Set([stream]));
}

function takeOut(map: Map<string, Set<LiveStream>>, key: string, stream: LiveStream): void {
  const known = map.get(key);
  if (known?.delete(stream) && known.size === 0) map.delete(key);
}
