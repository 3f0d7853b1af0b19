import { deepStrictEqual, fail } from 'node:assert/strict';
import type { AlsoAppend, Caller, CommandType, DecideContext, EventsOf, StateOf } from '../command.ts';
import type { EventType, NewEvent, Recorded } from '../event.ts';
import { isRefusal } from '../refusal.ts';
import { fold, type StreamType } from '../stream.ts';
import { frozen } from './frozen.ts';

type Context<Facts> = Partial<DecideContext<Facts>>;

/**
 * A story about one command, pure: the events that happened, the wish, and what comes of it.
 *
 * @example
 * given(openDoor, [DoorClosed({})]).when({ door }).gives([DoorOpened({})]);
 * given(openDoor, [DoorLocked({})]).when({ door }).refuses('locked');
 */
export function given<S extends StreamType, Input extends object, Code extends string, Facts>(
  command: CommandType<S, Input, Code, Facts>,
  events: readonly NewEvent<EventsOf<S>>[] = [],
  context: Context<Facts> = {},
) {
  const state = stateAfter(command.stream, events, context.id ?? 'id') as StateOf<S>;
  return {
    state,
    when(input: Input, more: Context<Facts> = {}) {
      const decision = command.decide(state, input, { ...defaults<Facts>(), ...context, ...more });
      return {
        decision,
        /** These events and, for other streams, these. */
        gives(expected: readonly NewEvent<EventsOf<S>>[], also: readonly AlsoAppend[] = []) {
          if (isRefusal(decision)) fail(`expected events, was refused: ${decision.refusal}`);
          const all = 'also' in decision ? decision : { events: decision, also: [] };
          deepStrictEqual(all.events, expected);
          deepStrictEqual(all.also, also);
        },
        refuses(code: Code) {
          if (!isRefusal(decision)) fail(`expected the refusal ${code}, got ${JSON.stringify(decision)}`);
          deepStrictEqual(decision.refusal, code);
        },
      };
    },
  };
}

/** The state a stream folds to after some events, given in short form. */
export function stateAfter<State, E extends EventType>(
  stream: StreamType<string, State, E>,
  events: readonly NewEvent<E>[],
  id = 'id',
): State {
  return events.reduce(
    (state, event, i) =>
      frozen(fold(stream, state, recorded(event, { id, stream: `${stream.name}-${id}`, version: i + 1 }))),
    frozen(stream.initial()),
  );
}

/** A recorded event from its short form, with an envelope for tests. */
export function recorded<E extends EventType>(
  event: NewEvent<E>,
  envelope: Partial<Recorded> = {},
): Recorded<E> {
  const { id = 'id' } = envelope;
  return {
    stream: `stream-${id}`,
    id,
    version: 1,
    partition: 0,
    position: 1,
    at: '2026-05-01T12:00:00.000Z',
    actor: null,
    ...envelope,
    ...event,
  } as unknown as Recorded<E>;
}

const defaults = <Facts>(): DecideContext<Facts> => ({
  actor: 'actor',
  session: null,
  roles: [] satisfies Caller['roles'],
  id: 'id',
  now: '2026-05-01T12:00:00.000Z',
  nowMs: Date.parse('2026-05-01T12:00:00.000Z'),
  facts: undefined as Facts,
});
