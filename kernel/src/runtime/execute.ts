import { decideAgain, type AlsoAppend, type CommandType, type Decision } from '../command.ts';
import type { EventType, NewEvent } from '../event.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { isoTime } from '../iso-time.ts';
import type { Look } from '../look.ts';
import type { AppendRequest, EventStore } from '../ports/index.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { streamName } from '../stream.ts';
import { spanned, type SpanAttributes, type Tracer } from '../tracer.ts';
import { appendOf, evolved, versionOf } from './append-of.ts';
import { answerOf, repeatedAnswer } from './command-answer.ts';
import type { Codec } from './codec.ts';
import type { Executed, ExecuteCall, Positions } from './dispatch.ts';
import type { Fingerprint } from './fingerprint.ts';
import type { InTurn } from './in-turn.ts';
import { positionsOf } from './positions.ts';
import type { Loaded, StateCache } from './state-cache.ts';

export interface ExecuteDeps {
  readonly events: EventStore;
  readonly codec: Codec;
  readonly states: StateCache;
  readonly look: Look;
  readonly clock: Clock;
  readonly inTurn: InTurn;
  readonly fingerprint: Fingerprint;
  readonly tracer?: Tracer | undefined;
  newId(): string;
}

/**
 * How often a command that lost a race to another process decides anew before it is answered `contention`. The one that won
 * goes on from what it wrote while the other still reads it, so that one loses to a whole line of the other's commands.
 */
const attemptsMax = 20;

type Identity = AppendRequest['command'];
type Tried = Executed | Refusal | 'again';

interface Decided {
  readonly events: readonly NewEvent[];
  readonly also: readonly AlsoAppend[];
}

interface Attempt {
  readonly command: CommandType;
  readonly input: object;
  readonly call: ExecuteCall;
  readonly identity: Identity;
  readonly id: string;
  readonly nowMs: number;
  readonly facts: unknown;
  /** The id was made for it: nobody else can know the stream. */
  readonly isNew: boolean;
}

/** Load, decide, append; once more when another command was faster. */
export function execute(
  deps: ExecuteDeps,
  command: CommandType,
  input: object,
  call: ExecuteCall,
): Promise<Executed | Refusal> {
  return spanned(
    deps.tracer,
    command.type,
    call.traceparent,
    (traceparent) => decided(deps, command, input, traceparent ? { ...call, traceparent } : call),
    (done): SpanAttributes => (isRefusal(done) ? { 'touchline.refusal': done.refusal } : {}),
  );
}

async function decided(
  deps: ExecuteDeps,
  command: CommandType,
  input: object,
  call: ExecuteCall,
): Promise<Executed | Refusal> {
  const identity = identityOf(deps, command, input, call);
  const { actor, session, roles, userAgent } = call;
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const nowMs = deps.clock.now();
    const target = { actor, session, roles, newId: deps.newId() };
    const id = command.target(input, target);
    // Before its turn: what takes long, such as a password's hash, would hold up all that is done to the stream.
    const looked = command.facts?.(input, { ...target, look: deps.look, nowMs, id, userAgent });
    const facts: unknown = looked instanceof Promise ? await (looked as Promise<unknown>) : looked;
    const isNew = id === target.newId;
    const work = { command, input, call, identity, id, facts, isNew };
    const tried = isNew
      ? await decideAndAppend(deps, { ...work, nowMs }, newStream(command))
      : await deps.inTurn(streamName(command.stream, id), () =>
          // Of its turn, too, is its time: it grows along a stream.
          inItsTurn(deps, { ...work, nowMs: deps.clock.now() }, attempt === 1),
        );
    if (tried !== 'again') return tried;
  }
  throw new Fault('contention', 'Too many others changed the same thing at once. Try again.');
}

const newStream = ({ stream }: CommandType): Loaded => ({ state: stream.initial(), version: 0 });

/**
 * A stream that nobody here remembers is presumed new: most are, and the store finds out as it appends. Where nothing
 * would be appended, and once the store has said otherwise, it is read.
 */
async function inItsTurn(deps: ExecuteDeps, work: Attempt, mayPresume: boolean): Promise<Tried> {
  const { stream } = work.command;
  const fresh = newStream(work.command);
  const mayBeNew = mayPresume && !deps.states.remembers(streamName(stream, work.id));
  const presumed = mayBeNew && hasEvents(decisionOn(work, fresh.state));
  return decideAndAppend(deps, work, presumed ? fresh : await deps.states.load(stream, work.id), presumed);
}

function decisionOn(
  { command, input, call, id, nowMs, facts }: Attempt,
  state: unknown,
): Decision<EventType, string> {
  const { actor, session, roles } = call;
  const now = isoTime(nowMs);
  return command.decide(state, input, { actor: actor ?? '', session, roles, id, now, nowMs, facts });
}

/**
 * ID1, ID2: what this command id stands for already. Asked where nothing would be appended; elsewhere the store finds
 * out as it appends, and a new command is spared the look.
 */
async function firstResult(
  deps: ExecuteDeps,
  { command, input, call, identity }: Pick<Attempt, 'command' | 'input' | 'call' | 'identity'>,
): Promise<Executed | Refusal | undefined> {
  const before = identity && (await deps.events.findCommand(identity.id));
  if (!before) return undefined;
  if (before.fingerprint !== identity.fingerprint) return refuse('idempotency-key-reused');
  return repeatedAnswer(deps, command, input, call, before.written);
}

function identityOf(
  { fingerprint }: ExecuteDeps,
  command: CommandType,
  input: object,
  { commandId, actor }: ExecuteCall,
): Identity {
  return commandId === undefined
    ? undefined
    : { id: commandId, fingerprint: fingerprint(command.type, actor, input) };
}

async function decideAndAppend(
  deps: ExecuteDeps,
  work: Attempt,
  before: Loaded,
  presumed = false,
): Promise<Tried> {
  const { command, input, call, identity, id, nowMs } = work;
  const { actor, session, roles } = call;
  const { stream } = command;
  const now = isoTime(nowMs);
  const decision = decisionOn(work, before.state);
  // ID3: the same command sent twice at once is not refused for its own effect.
  if (isRefusal(decision)) return (await firstResult(deps, work)) ?? decision;
  const { events, also }: Decided = 'also' in decision ? decision : { events: decision, also: [] };
  const result = { id, input, caller: { actor, session, roles }, repeated: false };
  if (events.length === 0) {
    if (also.length > 0) throw new TypeError(`${command.type} decided on events of other streams alone.`);
    const first = await firstResult(deps, work);
    if (first) return first;
    const body = await answerOf(deps, command, { ...result, ...before });
    if (isRefusal(body)) return body;
    return { id, body, positions: await headPositions(deps.events), repeated: false };
  }

  const main = await appendOf(deps.codec, stream, { id, at: now, actor }, before.version, events);
  const appends = [main];
  for (const other of also) {
    const version = await versionOf(deps.states, other);
    if (version === 0 && other.expected === 'stream-exists')
      // Of a stream that is only presumed new nothing is refused: once more, with what it holds.
      return presumed ? 'again' : ((await firstResult(deps, work)) ?? otherwise(other));
    const place = { id: other.id, at: now, actor };
    const append = await appendOf(deps.codec, other.stream, place, version, other.events);
    // Where nothing is bound to its version, others may be faster.
    appends.push(hasPersonal(other) ? append : { ...append, expected: other.expected });
  }
  if (also.length > 0 && new Set(appends.map((one) => one.stream)).size < appends.length)
    throw new TypeError(`${command.type} decided on two appends to one stream; put their events into one.`);
  const request = { appends, at: nowMs, actor, meta: metaOf(call) };
  const appended = await spanned(deps.tracer, 'append', call.traceparent, () =>
    deps.events.append(identity ? { ...request, command: identity } : request),
  );

  if (appended.status === 'command-reused') return refuse('idempotency-key-reused');
  if (appended.status === 'repeated') return repeatedAnswer(deps, command, input, call, appended.written);
  if (appended.status === 'conflict') {
    deps.states.overtaken(appended.stream);
    const lost = also.find((other) => streamName(other.stream, other.id) === appended.stream);
    // One that had to exist does, and has grown meanwhile.
    if (!lost || lost.expected === 'stream-exists' || appended.stream === main.stream) return 'again';
    return otherwise(lost);
  }
  for (const other of also)
    if (other.events.length > 0) deps.states.overtaken(streamName(other.stream, other.id));
  const after = evolved(stream, before, main, appended.written);
  if (deps.codec.forgot(main.events)) deps.states.overtaken(main.stream);
  // Most streams of a new id never get a second event: they are read when they are asked for.
  else if (!work.isNew) deps.states.keep(main.stream, after);
  const body = await answerOf(deps, command, { ...result, ...after });
  if (isRefusal(body)) return body; // What was recorded is itself the reason, e.g. a token used twice.
  return { id, body, positions: positionsOf(appended.written), repeated: false };
}

/** PD2: personal fields are bound to the version they will have. */
const hasPersonal = ({ stream, events }: AlsoAppend): boolean =>
  stream.events.some(({ type, personal }) => personal && events.some((one) => one.type === type));

const otherwise = (lost: AlsoAppend): Tried =>
  lost.otherwise === decideAgain ? 'again' : refuse(lost.otherwise);

const hasEvents = (decision: Decision<EventType, string>): boolean =>
  !isRefusal(decision) && ('also' in decision || decision.length > 0);

function metaOf({ correlation, cause, traceparent }: ExecuteCall): AppendRequest['meta'] {
  if (!correlation && !cause && !traceparent) return null;
  return {
    ...(correlation && { correlation }),
    ...(cause && { cause }),
    ...(traceparent && { traceparent }),
  };
}

/** Nothing to do is true as of now: later reads must be at least as new as what was looked at. */
async function headPositions(events: EventStore): Promise<Positions> {
  const heads = await events.heads();
  return new Map([...heads.entries()].filter(([, head]) => head > 0));
}
