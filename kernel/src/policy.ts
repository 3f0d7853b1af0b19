import type { CommandType } from './command.ts';
import type { EventType, Recorded } from './event.ts';
import type { Awaitable, Look } from './look.ts';
import type { MessageType } from './message.ts';
import type { StreamType } from './stream.ts';

/** Events in, commands or outside effects out. At least once; the ids of what it sends follow from the event. */
export interface PolicyType<E extends EventType = EventType> {
  readonly name: string;
  readonly about: string;
  readonly reads: readonly E[];
  /** Where it begins when it is new: `start` replays the whole log, `head` only looks forward. */
  readonly from: 'start' | 'head';
  /** The messages its reactions may tell the outside world. */
  readonly tells: readonly MessageType[];
  readonly react: Reactions<E>;
  sequence(event: Recorded<E>): string;
}

export type Reactions<E extends EventType> = {
  readonly [Type in E['type']]: Reaction<Recorded<Extract<E, { type: Type }>>>;
};
type Reaction<Event> = { of(event: Event, look: Look): Awaitable<readonly Effect[]> }['of'];

/**
 * A command of the same service, or a message for the outside world by way of the outbox.
 *
 * An event may be reacted to again, and an effect is known by its content: sent again, it happens once. One whose content
 * follows from what was looked up, and so may be another the next time, says `as` which effect of its event it is (PO2).
 */
export type Effect = { readonly as?: string | undefined } & (
  | { readonly send: CommandType; readonly input: object }
  | { readonly tell: MessageType; readonly payload: object }
);

/** Typed constructor of a command effect. */
export const send = <Input extends object>(
  command: CommandType<StreamType, Input>,
  input: Input,
  { as }: Pick<Effect, 'as'> = {},
): Effect => ({ send: command, input, as });

type Defaulted = 'sequence' | 'from' | 'tells';

/** Typed constructor of a message to the outside world. */
export const tell = <Payload extends object>(
  message: MessageType<Payload>,
  payload: Payload,
  { as }: Pick<Effect, 'as'> = {},
): Effect => ({ tell: message, payload, as });

export function policy<E extends EventType>(
  name: string,
  spec: Omit<PolicyType<E>, 'name' | Defaulted> & Partial<Pick<PolicyType<E>, Defaulted>>,
): PolicyType<E> {
  return { from: 'start', tells: [], sequence: (event) => event.stream, ...spec, name };
}
