import type { z } from 'zod';
import type { EventType, NewEvent } from './event.ts';
import type { Awaitable, Look } from './look.ts';
import type { Refusal, Refusals } from './refusal.ts';
import type { StreamType } from './stream.ts';

/** Who may send it at all. What they may do to whom is for `decide` and the service's `authorize`. */
export type Access = 'anyone' | 'member' | 'administrator';

/** `PUT /v1/posts/:post`; names after `:` are fields of the input. */
export type Route = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;

export interface Caller {
  /** The person who asks; `null` for a stranger. */
  readonly actor: string | null;
  /** The session the token belongs to; `null` for strangers and policies. */
  readonly session: string | null;
  readonly roles: readonly string[];
}

/** A wish in the imperative. `decide` is pure; whatever it needs from outside is looked up by `facts` before. */
export interface CommandType<
  S extends StreamType = StreamType,
  Input extends object = object,
  Code extends string = string,
  Facts = unknown,
> {
  readonly type: string;
  readonly about: string;
  readonly stream: S;
  /** Commands without a route are sent by policies only. */
  readonly route?: Route;
  readonly access: Access;
  /** Body and path fields in one object; path fields are those named in the route. */
  readonly input: z.ZodType<Input>;
  readonly refusals: Refusals<Code>;
  /** The id of the stream that decides. */
  target(input: Input, call: TargetCall): string;
  facts?(input: Input, call: FactsCall): Awaitable<Facts>;
  decide(state: StateOf<S>, input: Input, context: DecideContext<Facts>): Decision<EventsOf<S>, Code>;
  /** The body of the answer; without it the answer is 204. What it looks up beside what was recorded is as of now. */
  answer?(result: CommandResult<S, Input>, look: Look): Awaitable<unknown>;
  readonly answers?: z.ZodType;
  /** Default: 201 for POST with an answer, 200 for others with one, 204 without. */
  readonly status?: number;
  /** Longest body in bytes. Default 16 KiB. */
  readonly bodyMax?: number;
  /**
   * What it does with the tokens of a session, which a browser may keep in cookies: its answer has `accessToken` and
   * `refreshToken` (`issued`); its input has `refreshToken`, too (`renewed`); or it may end the caller's session.
   */
  readonly tokens?: 'issued' | 'renewed' | 'ended';
  /** Its events erase someone: it is answered when nothing of theirs can be read any more (ER2). */
  readonly erases?: true;
}

export interface TargetCall extends Caller {
  /** A new id, another one at each attempt: what a repeated command made is found by its command id, not by this. */
  readonly newId: string;
}

export interface FactsCall extends TargetCall {
  readonly look: Look;
  /** What a request that logs somebody in says of its browser (HT35). Anybody can write anything there. */
  readonly userAgent?: string | undefined;
  readonly nowMs: number;
  /** The id that `target` returned. */
  readonly id: string;
}

export interface DecideContext<Facts> {
  /** The person who asks. Empty only where `access` is `anyone`. */
  readonly actor: string;
  readonly session: string | null;
  readonly roles: readonly string[];
  readonly id: string;
  /** RFC 3339 UTC. */
  readonly now: string;
  readonly nowMs: number;
  readonly facts: Facts;
}

export type StateOf<S> = S extends StreamType<string, infer State> ? State : never;
export type EventsOf<S> = S extends StreamType<string, infer _State, infer E> ? E : never;

/** Events (none: nothing to do), a refusal, or events together with events of other streams, all or nothing. */
export type Decision<E extends EventType, Code extends string> =
  | readonly NewEvent<E>[]
  | Refusal<Code>
  | Joint<E, Code>;

export interface Joint<E extends EventType = EventType, Code extends string = string> {
  /** At least one: from its stream a repeated command knows what it is to be answered (ID1). */
  readonly events: readonly [NewEvent<E>, ...NewEvent<E>[]];
  readonly also: readonly AlsoAppend<Code>[];
}

export const decideAgain = 'decide-again!';

/**
 * Events for another stream of the same service, written in the same transaction. Without events only the version is
 * checked: so a decision holds that rests on what `facts` found in that stream.
 */
export interface AlsoAppend<Code extends string = string> {
  readonly stream: StreamType;
  readonly id: string;
  readonly expected: number | 'no-stream' | 'stream-exists';
  readonly events: readonly { readonly type: string; readonly data: object }[];
  /** The refusal when `expected` does not hold; or look up the facts and decide once more. */
  readonly otherwise: Code | typeof decideAgain;
}

/** Typed constructor of an `AlsoAppend`. */
export const also = <S extends StreamType, const Code extends string>(
  stream: S,
  id: string,
  expected: AlsoAppend['expected'],
  events: readonly NewEvent<EventsOf<S>>[],
  otherwise: Code | typeof decideAgain,
): AlsoAppend<Code> => ({ stream, id, expected, events: events, otherwise });

export interface CommandResult<S extends StreamType = StreamType, Input = unknown> {
  readonly id: string;
  readonly input: Input;
  readonly caller: Caller;
  /** Just after the command's events, also when the command is answered a second time. */
  readonly state: StateOf<S>;
  readonly version: number;
  /** True when the command id had been seen before and the first result is given again. */
  readonly repeated: boolean;
}

type CommandSpec<S extends StreamType, Input extends object, Code extends string, Facts> = Omit<
  CommandType<S, Input, Code, Facts>,
  'stream' | 'access' | 'refusals' | 'facts' | 'decide'
> & {
  /** Default: `member`. */
  readonly access?: Access;
  readonly refusals: Refusals<Code>;
  readonly facts?: (input: NoInfer<Input>, call: FactsCall) => Awaitable<Facts>;
  readonly decide: (
    state: StateOf<S>,
    input: NoInfer<Input>,
    context: DecideContext<NoInfer<Facts>>,
  ) => Decision<EventsOf<S>, NoInfer<Code>>;
};

/**
 * Declares a command on a stream.
 *
 * @example
 * export const openDoor = command(door, {
 *   type: 'OpenDoor',
 *   about: 'Opens a door.',
 *   route: 'PUT /v1/doors/:door/open',
 *   input: z.strictObject({ door: idSchema }),
 *   refusals: { locked: 'This door is locked.' },
 *   target: (input) => input.door,
 *   decide(state) {
 *     if (state.status === 'locked') return refuse('locked');
 *     if (state.status === 'open') return []; // Opening twice is opening once.
 *     return [DoorOpened({})];
 *   },
 * });
 */
export function command<S extends StreamType, Input extends object, Code extends string, Facts = undefined>(
  stream: S,
  spec: CommandSpec<S, Input, Code, Facts>,
): CommandType<S, Input, Code, Facts> {
  return { access: 'member', ...spec, stream };
}
