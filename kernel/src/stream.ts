import type { EventType, Recorded } from './event.ts';

/** The facts about one thing, in order, and the state they fold to. */
export interface StreamType<Name extends string = string, State = unknown, E extends EventType = EventType> {
  /** The category in a stream's name; lower case, no hyphen. */
  readonly name: Name;
  readonly about: string;
  readonly events: readonly E[];
  initial(): State;
  readonly evolve: Evolve<State, E>;
  partitionKey(id: string): string;
}

/** One pure case per event type: a forgotten one does not compile. */
export type Evolve<State, E extends EventType> = {
  readonly [Type in E['type']]: Case<State, Recorded<Extract<E, { type: Type }>>>;
};

// Written as a method so that a specific stream is assignable to `StreamType`.
type Case<State, Event> = { of(state: State, event: Event): State }['of'];

interface StreamSpec<State, E extends EventType> {
  readonly about: string;
  readonly events: readonly E[];
  /** The state before the first event. A function, so that its return type names the whole union. */
  readonly initial: () => State;
  readonly evolve: Evolve<State, E>;
  /** Streams with equal keys share a partition, hence an order. Default: the stream's own name. */
  readonly partitionKey?: (id: string) => string;
}

/**
 * Declares a kind of stream.
 *
 * @example
 * const door = stream('door', {
 *   about: 'A door.',
 *   events: [DoorOpened, DoorClosed],
 *   initial: (): Door => ({ status: 'closed' }),
 *   evolve: { DoorOpened: () => ({ status: 'open' }), DoorClosed: () => ({ status: 'closed' }) },
 * });
 */
export function stream<const Name extends string, const State, E extends EventType>(
  name: Name,
  spec: StreamSpec<State, E>,
): StreamType<Name, State, E> {
  if (!/^[a-z][a-z0-9]*$/.test(name))
    throw new TypeError(`A stream's name is lower case letters and digits: ${name}`);
  return { name, partitionKey: (id) => `${name}-${id}`, ...spec };
}

export const streamName = (type: { readonly name: string }, id: string): string => `${type.name}-${id}`;

/** Folds one recorded event into a state. Unknown types cannot occur: `append` checked them. */
export function fold<State>(type: StreamType<string, State>, state: State, event: Recorded): State {
  const evolve = type.evolve[event.type];
  if (!evolve) throw new TypeError(`${type.name} has no event ${event.type}`);
  return evolve(state, event);
}
