import type { z } from 'zod';
import type { Caller } from './command.ts';
import type { EventType, Recorded } from './event.ts';
import type { Awaitable, Look } from './look.ts';
import type { Refusal, Refusals } from './refusal.ts';

/** One kind of change that open pages are told of. Absolute, never a step: hearing it twice is hearing it once. */
export interface PatchType<Kind extends string = string, Data extends object = object> {
  readonly kind: Kind;
  readonly about: string;
  readonly schema: z.ZodType<Data>;
  /** What it is about. Of two that wait, of one kind and about one thing, only the later is sent. */
  of(data: Data): string;
}

/** A change as it is told. */
export interface Patch {
  readonly type: PatchType;
  readonly data: object;
}

/**
 * Declares a kind of patch; what comes back also makes such patches.
 *
 * @example
 * const doorMoved = patch('door.moved', {
 *   about: 'A door was opened or closed.',
 *   schema: z.strictObject({ door: idSchema, open: z.boolean() }),
 *   of: ({ door }) => door,
 * });
 * doorMoved({ door, open: true });
 */
export function patch<const Kind extends string, Data extends object>(
  kind: Kind,
  spec: Omit<PatchType<Kind, Data>, 'kind'>,
): PatchType<Kind, Data> & ((data: Data) => Patch) {
  const make = (data: Data): Patch => ({ type, data });
  const type = Object.assign(make, { kind, ...spec });
  return type;
}

/** What follows from an event: a patch for whoever hears a channel, or people whose streams are to be looked at again. */
export type Told =
  | {
      readonly to: readonly string[];
      readonly patch: Patch;
      /** Whose doing it is, where people may be deaf to them. */
      readonly by?: string;
    }
  /** Something they may hear, or whether they may hear at all, has changed. */
  | { readonly recheck: readonly string[] };

/** What a person may hear of a topic. */
export interface Hearing {
  readonly channels: readonly string[];
  /** People whose doings they are not told of. */
  readonly deafTo?: ReadonlySet<string>;
}

export interface LiveCall extends Caller {
  readonly look: Look;
  /** What stands after the colon; empty where the topic takes nothing. */
  readonly key: string;
  /**
   * What `find` answers of this person. It is asked once, however many topics and streams of theirs are judged together:
   * for what is the same in all of them.
   */
  once<Found>(find: (look: Look, actor: string | null) => Found): Found;
}

/** Something that an open page can listen to: `feed`, `post:01k9…`. Several services may tell of one topic. */
export interface LiveTopic<E extends EventType = EventType> {
  readonly topic: string;
  readonly about: string;
  readonly access: 'anyone' | 'member';
  /** For topics with a key (`post:<id>`). */
  readonly key?: z.ZodType<string>;
  readonly refusals: Refusals;
  readonly patches: readonly PatchType[];
  readonly reads: readonly E[];
  /**
   * Those of `reads` that may ask to look again at people; all of them unless told otherwise. They are looked for ahead
   * in other partitions (LV5), so it pays to name only the few that do. What others ask for is not done.
   */
  readonly rechecks?: readonly NoInfer<E>[];
  /** What this person may hear of this topic now, or why nothing. Asked again after each `recheck`. */
  hearing(call: LiveCall): Awaitable<Hearing | Refusal>;
  /** One case per event type: who hears of it, and what. Rows that `look` finds show at least the event. */
  readonly tell: Tellings<E>;
}

export type Tellings<E extends EventType> = {
  readonly [Type in E['type']]: Telling<Recorded<Extract<E, { type: Type }>>>;
};
// Written as a method so that a topic of specific events is assignable to `LiveTopic`.
type Telling<Event> = { of(event: Event, look: Look): Awaitable<readonly Told[]> }['of'];

/**
 * Declares what a service tells open pages of, and to whom.
 *
 * @example
 * const doorTopic = liveTopic('door', {
 *   about: 'Whether a door is open.',
 *   access: 'anyone',
 *   key: idSchema,
 *   patches: [doorMoved],
 *   reads: [DoorOpened],
 *   hearing: ({ key }) => ({ channels: [key] }),
 *   tell: { DoorOpened: ({ id }) => [{ to: [id], patch: doorMoved({ door: id, open: true }) }] },
 * });
 */
export const liveTopic = <E extends EventType>(
  topic: string,
  spec: Omit<LiveTopic<E>, 'topic' | 'refusals'> & { readonly refusals?: Refusals },
): LiveTopic<E> => ({ refusals: {}, ...spec, topic });
