import type { z } from 'zod';
import type { Erased } from './erased.ts';

/** A fact in the past tense: its name, the schema of its data, and which fields belong to a person. */
export interface EventType<
  Type extends string = string,
  Data extends object = object,
  Personal extends string = string,
> {
  readonly type: Type;
  /** The schema version that is written today. Older ones are lifted by `upcasts`. */
  readonly version: number;
  readonly about: string;
  readonly schema: z.ZodType<Data>;
  readonly personal: PersonalFields<Personal> | undefined;
  /** The field with the person who is erased by this event: their key is destroyed, and what was read with it goes. */
  readonly erases: string | undefined;
  readonly upcasts: Upcasts;
}

/** Fields encrypted with the key of the person whose id stands in the field `of`. */
export interface PersonalFields<Field extends string = string> {
  readonly of: string;
  readonly fields: readonly Field[];
  /** They are credentials: no reading for people shows them, whoever asks and for whatever reason (PD7). */
  readonly secret?: boolean;
}

/** From schema version n (the key) to n + 1. Versions without an entry need no change. */
export type Upcasts = Readonly<Record<number, (old: Readonly<Record<string, unknown>>) => object>>;

interface EventSpec<Data extends object, Personal extends string> {
  readonly about: string;
  readonly schema: z.ZodType<Data>;
  readonly version?: number;
  readonly personal?: {
    readonly of: Exclude<keyof Data & string, Personal>;
    readonly fields: readonly Personal[];
    readonly secret?: boolean;
  };
  readonly erases?: keyof Data & string;
  readonly upcasts?: Upcasts;
}

/** The event types of a union that have personal fields; `never` when none has. */
export type WithPersonalFields<E extends EventType> =
  E extends EventType<string, object, infer Personal> ? ([Personal] extends [never] ? never : E) : never;

/** A declared event type is also the function that makes such an event. */
type Maker<Type extends string, Data extends object> = (data: Data) => {
  readonly type: Type;
  readonly data: Readonly<Data>;
};

/**
 * Declares an event type.
 *
 * @example
 * const PostPublished = event('PostPublished', {
 *   about: 'A person published a post.',
 *   schema: z.strictObject({ author: idSchema, text: z.string() }),
 *   personal: { of: 'author', fields: ['text'] },
 * });
 * PostPublished({ author, text: 'Up the hill' }); // { type: 'PostPublished', data: { author, text } }
 */
export function event<
  const Type extends string,
  Data extends object,
  const Personal extends keyof Data & string = never,
>(type: Type, spec: EventSpec<Data, Personal>): EventType<Type, Data, Personal> & Maker<Type, Data> {
  const make: Maker<Type, Data> = (data) => ({ type, data });
  return Object.assign(make, {
    type,
    version: 1,
    upcasts: {},
    personal: undefined,
    erases: undefined,
    ...spec,
  });
}

/** An event as `decide` returns it: what happened, not yet recorded. */
export type NewEvent<E extends EventType = EventType> =
  E extends EventType<infer Type, infer Data>
    ? { readonly type: Type; readonly data: Readonly<Data> }
    : never;

/** An event as the store gives it back: personal fields may be `Erased`. */
export type Recorded<E extends EventType = EventType> =
  E extends EventType<infer Type, infer Data, infer Personal>
    ? Envelope & { readonly type: Type; readonly data: Readable<Data, Personal> }
    : never;

export type Readable<Data, Personal extends string> = {
  readonly [K in keyof Data]: K extends Personal ? Data[K] | Erased : Data[K];
};

/** Where and when an event was recorded, and by whom. */
export interface Envelope {
  /** `category-id`, e.g. `post-01k9…`. */
  readonly stream: string;
  /** The id in the stream's name, e.g. `01k9…`. */
  readonly id: string;
  /** Number in the stream, from 1 without gaps. */
  readonly version: number;
  readonly partition: number;
  /** Number in the partition, from 1 without gaps. */
  readonly position: number;
  /** RFC 3339 UTC, by the clock of the process that wrote it. Never used for order. */
  readonly at: string;
  /** The person (or `policy:name`) that caused it; `null` for anonymous commands. */
  readonly actor: string | null;
}
