import type { Caller } from '../../command.ts';
import { Fault } from '../../fault.ts';
import type { Awaitable } from '../../look.ts';
import type { Positions } from '../dispatch.ts';
import { joined, positionsFrom, positionToken } from '../positions.ts';
import { followTopics, type FollowDeps, type Following, type RunningTopic } from './follow-topics.ts';
import { grantsOf, type Grants } from './grants.ts';
import { keptPatches, latestOfEach, type Delivery, type KeptPatches } from './kept-patches.ts';
import type { ByeReason, LiveEvent, LiveListener } from './live-event.ts';
import { liveStreams, type LiveStream } from './live-streams.ts';
import { onceOf, type Once } from './once.ts';

/** Tells open pages what happens (rules LV1 …). */
export interface Live {
  readonly topics: readonly RunningTopic[];
  /** `hello` has been taken by the listener when it resolves; patches follow until one of both leaves. */
  listen(ask: LiveAsk, listener: LiveListener): Promise<Listening>;
  /** How far everybody has been told. */
  position(): string;
  size(): number;
  /**
   * PD4: patches that are kept may hold what an erased person wrote. Who comes back for them reads afresh. Resolves when
   * what was just being told, and may be of before, is told and forgotten, too.
   */
  forget(): Promise<void>;
  /** Ends all streams and opens none: this process is about to stop. */
  letGo(): void;
  stop(): Promise<void>;
}

export interface LiveAsk {
  readonly caller: Caller;
  /** `feed`, `post:01k9…`: topics that exist, with keys that fit. */
  readonly topics: readonly string[];
  /** What the listener was told up to before. */
  readonly after?: Positions | undefined;
  /** Whether the caller's session still stands. */
  readonly holds: () => Awaitable<boolean>;
}

export interface Listening {
  leave(): void;
}

export type LiveDeps = Omit<FollowDeps, 'deliver' | 'recheck'>;

interface Running extends Following {
  readonly kept: KeptPatches;
}

const roundsMax = 10;
/** Requests come between what takes longer. */
const turnMs = 5;

export function live(deps: LiveDeps): Live {
  const { topics, limits, clock } = deps;
  const streams = liveStreams();
  let starting: Promise<Running> | undefined;
  let running: Running | undefined;
  let cancelRest = (): void => {};
  let stopped = false;

  /** LV8: the log is followed only while somebody listens. Begins a little before its end, for those who come back. */
  async function start(): Promise<Running> {
    const heads = await deps.events.heads();
    const from = heads.map((head) => Math.max(0, head - limits.retoldMax));
    const kept = keptPatches(limits.keptMax, from);
    const deliver = (deliveries: readonly Delivery[]): void => {
      kept.add(deliveries);
      streams.deliver(deliveries, limits.burstMax, (stream) => reset(stream, 'too-much'));
    };
    const made = { ...followTopics({ ...deps, deliver, recheck }, from), kept };
    running = made;
    await reached(made, new Map(heads.entries()));
    return made;
  }

  const started = (): Promise<Running> =>
    (starting ??= start().catch((error: unknown) => {
      starting = undefined;
      throw error;
    }));

  async function reached({ consumer }: Running, positions: Positions): Promise<void> {
    const here = [...positions].filter(([partition]) => partition < consumer.partitions);
    await Promise.all(here.map(([p, position]) => consumer.reached(p, position, limits.shownMaxMs)));
  }

  /** Nobody came back. */
  function rest(): void {
    if (streams.size() > 0) return;
    void running?.consumer.stop();
    [running, starting] = [undefined, undefined];
  }

  const position = (): string => positionToken(running?.positions() ?? new Map([[0, 0]]));
  const say = ({ listener }: LiveStream, kind: string, data: object, id = position()): void =>
    listener.take([{ kind, data, id }]);
  const reset = (stream: LiveStream, reason: 'too-old' | 'too-much'): void =>
    say(stream, 'reset', { reason });

  function leave(stream: LiveStream): void {
    if (!stream.open) return;
    streams.remove(stream);
    if (streams.size() > 0 || stopped) return;
    cancelRest();
    cancelRest = clock.after(limits.lingerMs, rest);
  }

  function end(stream: LiveStream, reason: ByeReason): void {
    if (!stream.open) return;
    say(stream, 'bye', { reason });
    leave(stream);
    stream.listener.end();
  }

  const endAll = (): void => {
    stopped = true;
    for (const stream of streams.all()) end(stream, 'draining');
    cancelRest();
  };

  /** Hands on what the stream may hear, nothing when its session has ended, in the very turn it was found to hold. */
  async function judged(
    stream: LiveStream,
    use: (grants: Grants | undefined) => void,
    once?: Once,
  ): Promise<void> {
    for (let round = 0; round < roundsMax; round++) {
      const { version, caller } = stream;
      const found = once ?? onceOf(caller.actor);
      const grants = (await stream.holds()) ? await grantsOf(topics, stream, found) : undefined;
      if (version === stream.version) return use(grants);
    }
    throw new Fault('contention', 'What this person may hear keeps changing.');
  }

  /** LV5 */
  async function recheck(people: readonly string[]): Promise<void> {
    const all = people.map((person) => ({ once: onceOf(person), of: streams.ofPerson(person) }));
    for (const { of } of all) for (const stream of of) stream.version++;
    let since = clock.steady();
    for (const { once, of } of all)
      for (const stream of of) {
        if (!stream.joined || !stream.open) continue; // Who has not joined looks again by themselves before they do.
        if (clock.steady() - since > turnMs) {
          await clock.turn();
          since = clock.steady();
        }
        await rejudge(stream, once);
      }
  }

  async function rejudge(stream: LiveStream, once: Once): Promise<void> {
    try {
      await judged(
        stream,
        (grants) => {
          if (!grants) end(stream, 'session-ended');
          else if (stream.open) regrant(stream, grants);
        },
        once,
      );
    } catch (error) {
      deps.onError(error);
      end(stream, 'failed'); // Better no stream than one that hears what it may not.
    }
  }

  function regrant(stream: LiveStream, grants: Grants): void {
    const lost = grants.refused.filter(({ topic }) => stream.topics.has(topic));
    streams.hears(stream, grants);
    for (const one of lost) say(stream, 'topic.lost', one);
  }

  /** In one go, so that nothing falls between what is told again and what is told from now on (LV6). */
  function join(stream: LiveStream, grants: Grants, at: Running, after?: Positions): void {
    stream.joined = true;
    streams.hears(stream, grants);
    const missed = after && missedSince(at, grants, after);
    const resumed = after !== undefined && missed !== undefined;
    const id = resumed ? positionToken(after) : position();
    say(stream, 'hello', { topics: [...grants.heard.keys()], refused: grants.refused, resumed }, id);
    if (after && !missed) reset(stream, 'too-old');
    else if (missed && missed.length > 0) stream.listener.take(missed);
  }

  function missedSince(at: Running, grants: Grants, after: Positions): LiveEvent[] | undefined {
    if (isAhead(after, at.positions())) return undefined;
    const channels = new Set([...grants.heard.values()].flat());
    const missed = at.kept
      .after(after)
      ?.filter(
        ({ to, by }) =>
          to.some((channel) => channels.has(channel)) && !(by !== undefined && grants.deafTo.has(by)),
      );
    const again = missed && latestOfEach(missed);
    return again && again.length <= limits.burstMax ? again.map((one) => toldAgain(one, after)) : undefined;
  }

  return {
    topics,
    async listen({ caller, topics: asked, after, holds }, listener) {
      if (stopped) throw new Fault('draining', 'This server is stopping.');
      if (streams.size() >= limits.streamsMax) throw new Fault('overloaded', 'Too many live streams.');
      const stream: LiveStream = {
        caller,
        asked,
        listener,
        holds,
        version: 0,
        topics: new Set(),
        channels: [],
        deafTo: new Set(),
        open: true,
        joined: false,
      };
      streams.add(stream);
      try {
        const at = await started();
        if (after) await reached(at, after);
        await judged(stream, (grants) => {
          if (!stream.open) return; // This process began to stop meanwhile.
          if (grants) join(stream, grants, at, after);
          else end(stream, 'session-ended');
        });
      } catch (error) {
        leave(stream);
        throw error;
      }
      return { leave: () => leave(stream) };
    },
    position,
    size: () => streams.size(),
    async forget() {
      const at = running;
      at?.kept.forget();
      await at?.consumer.exclusively(async () => at.kept.forget());
    },
    letGo: endAll,
    async stop() {
      endAll();
      await (await starting?.catch(() => undefined))?.consumer.stop();
    },
  };
}

/** True when somebody was told more than there is: the log was restored from before. */
const isAhead = (positions: Positions, of: Positions): boolean =>
  [...positions].some(([partition, at]) => at > (of.get(partition) ?? 0));

/** Its id covers also what the listener had been told elsewhere. */
const toldAgain = ({ event, partition }: Delivery, after: Positions): LiveEvent => ({
  ...event,
  id: positionToken(
    joined(after, positionsFrom(event.id) ?? after),
    event.id.includes('~') ? partition : undefined,
  ),
});
