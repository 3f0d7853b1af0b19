import {
  decideAgain,
  fold,
  idSource,
  isRefusal,
  streamName,
  type Caller,
  type CommandType,
  type FactsCall,
  type Look,
  type Recorded,
  type StreamType,
} from '@touchline/kernel';
import { recorded } from '@touchline/kernel/testing';

const stranger: Caller = { actor: null, session: null, roles: [] };

/** What a request says beside its input. */
type Sent = Pick<FactsCall, 'userAgent'>;

export interface Outcome {
  readonly id: string;
  readonly refusal: string | undefined;
  readonly details: unknown;
  readonly body: unknown;
}

/** Streams in memory and the way of a command through them: look up, decide, append all or nothing, answer. */
export function world(startMs = Date.parse('2026-05-01T12:00:00.000Z')) {
  const clock = { ms: startMs };
  const newId = idSource(() => clock.ms);
  const streams = new Map<string, Recorded[]>();
  const log: Recorded[] = [];

  const eventsOf = (name: string): Recorded[] => streams.get(name) ?? [];
  const stateOf = <State>(type: StreamType<string, State>, id: string) => {
    const events = eventsOf(streamName(type, id));
    return {
      state: events.reduce((state, event) => fold(type, state, event), type.initial()),
      version: events.length,
    };
  };
  const look = { state: stateOf } as unknown as Look;

  function append(
    type: StreamType,
    id: string,
    events: readonly { type: string; data: object }[],
    actor: string | null,
  ): void {
    const stream = streamName(type, id);
    for (const event of events) {
      const declared = type.events.find((one) => one.type === event.type);
      const data = declared?.schema.parse(event.data);
      if (!data) throw new TypeError(`${type.name} declares no event ${event.type}`);
      const version = eventsOf(stream).length + 1;
      const at = new Date(clock.ms).toISOString();
      const one = recorded(
        { type: event.type, data },
        { id, stream, version, position: log.length + 1, at, actor },
      );
      streams.set(stream, [...eventsOf(stream), one]);
      log.push(one);
    }
  }

  /** Looks up the facts now and decides when `finish` is called: what others did meanwhile is a race. */
  async function begin<S extends StreamType, I extends object, C extends string, F>(
    command: CommandType<S, I, C, F>,
    input: I,
    caller: Caller = stranger,
    sent: Sent = {},
  ): Promise<() => Promise<Outcome>> {
    const parsed = command.input.parse(input);
    const call = { ...caller, newId: newId() };
    const id = command.target(parsed, call);
    const facts = (await command.facts?.(parsed, { ...call, look, nowMs: clock.ms, id, ...sent })) as F;

    return async () => {
      const before = stateOf(command.stream, id);
      const now = new Date(clock.ms).toISOString();
      const context = { ...caller, actor: caller.actor ?? '', id, now, nowMs: clock.ms, facts };
      const decision = command.decide(before.state as never, parsed, context);
      if (isRefusal(decision))
        return { id, refusal: decision.refusal, details: decision.details, body: undefined };
      const { events, also } = 'also' in decision ? decision : { events: decision, also: [] };
      for (const other of also) {
        const { length } = eventsOf(streamName(other.stream, other.id));
        if (other.expected === (length === 0 ? 'no-stream' : length)) continue;
        if (other.otherwise === decideAgain) return (await begin(command, input, caller, sent))();
        return { id, refusal: other.otherwise, details: undefined, body: undefined };
      }
      append(command.stream, id, events, caller.actor);
      for (const other of also) append(other.stream, other.id, other.events, caller.actor);
      const after = stateOf(command.stream, id) as { state: never; version: number };
      const body = await command.answer?.({ id, input: parsed, caller, ...after, repeated: false }, look);
      return { id, refusal: isRefusal(body) ? body.refusal : undefined, details: undefined, body };
    };
  }

  const run = async <S extends StreamType, I extends object, C extends string, F>(
    command: CommandType<S, I, C, F>,
    input: I,
    caller?: Caller,
    sent?: Sent,
  ): Promise<Outcome> => (await begin(command, input, caller, sent))();

  return { clock, log, look, newId, stateOf, begin, run };
}
