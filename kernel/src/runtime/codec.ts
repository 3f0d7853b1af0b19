import type { EventType, NewEvent, Recorded } from '../event.ts';
import { erased as gone } from '../erased.ts';
import { Fault } from '../fault.ts';
import { lift } from './lift.ts';
import { isoTime } from '../iso-time.ts';
import type { Awaitable } from '../look.ts';
import type { KeyStore, NewStoredEvent, StoredEvent } from '../ports/index.ts';
import { isSealed, openField, sealField } from './personal-field.ts';

/** Between events as services know them and as stores keep them: personal fields, schema versions, JSON. */
export interface Codec {
  readonly types: ReadonlyMap<string, EventType>;
  /** `version` is the number the event will have in its stream; personal fields are bound to it. */
  encode(
    event: NewEvent,
    place: Pick<Recorded, 'stream' | 'id' | 'version' | 'at' | 'actor'>,
  ): Awaitable<NewStoredEvent>;
  decode(stored: StoredEvent): Awaitable<Recorded>;
  /** From now on the person's fields decode as `Erased`, also in events decoded before. */
  forget(person: string): void;
  /** True when these events, just encoded, hold fields of someone who was forgotten meanwhile. */
  forgot(events: readonly NewStoredEvent[]): boolean;
}

type Fields = Record<string, unknown>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function codec(types: ReadonlyMap<string, EventType>, keys: KeyStore): Codec {
  const forgotten = new Set<string>();
  /** Other processes may destroy keys: what was opened with one is shown only while the key is there. */
  const isShared = keys.onErased !== undefined;

  const typeOf = (name: string): EventType => {
    const type = types.get(name);
    if (!type)
      throw new Fault('internal', `No service here declares the event ${name}.`, { retryable: false });
    return type;
  };

  return {
    types,
    forget: (person) => void forgotten.add(person),
    forgot: (events) => events.some(({ decoded }) => isForgotten(decoded as Recorded)),

    encode(event, place) {
      const type = typeOf(event.type);
      const valid = type.schema.safeParse(event.data);
      if (!valid.success)
        throw new Fault('internal', `The event ${event.type} does not match its schema.`, {
          cause: valid.error,
          retryable: false,
        });
      const decoded = { ...place, partition: -1, position: -1, type: event.type, data: event.data };
      const stored = (data: object): NewStoredEvent => ({
        type: event.type,
        schema: type.version,
        data: JSON.stringify(data),
        decoded,
      });
      if (!type.personal) return stored(event.data);
      const data: Fields = { ...event.data };
      const { of, fields } = type.personal;
      const given = fields.filter((field) => data[field] !== undefined);
      if (given.length === 0) return stored(event.data);
      const seal = (key: Uint8Array | 'erased'): NewStoredEvent => {
        if (key === 'erased')
          throw new Fault(
            'erased',
            'This person was erased; nothing personal of theirs is written any more.',
            {
              retryable: false,
            },
          );
        for (const field of given) data[field] = { $p: sealField(key, place, field, data[field]) };
        return stored(data);
      };
      const key = keys.ensure(String(data[of]));
      return key instanceof Promise ? key.then(seal) : seal(key);
    },

    decode(stored) {
      const known = stored.decoded as Mutable<Recorded> | undefined;
      if (known && !isForgotten(known)) {
        known.partition = stored.partition;
        known.position = stored.position;
        const person = isShared ? personOf(known) : undefined;
        if (person === undefined) return known;
        const unlessGone = (key: unknown): Awaitable<Recorded> =>
          key instanceof Uint8Array ? known : decodeAnew(stored);
        const key = keys.key(person);
        return key instanceof Promise ? key.then(unlessGone) : unlessGone(key);
      }
      return decodeAnew(stored);
    },
  };

  function decodeAnew(stored: StoredEvent): Awaitable<Recorded> {
    const type = typeOf(stored.type);
    const raw = JSON.parse(stored.data) as Fields;
    const finish = (data: Fields): Recorded => {
      const event = envelope(stored, lift(type, stored.schema, data)) as Recorded;
      stored.decoded = event;
      return event;
    };
    if (!type.personal) return finish(raw);
    const person = personIn(type, type.personal.of, stored.schema, raw);
    const open = (key: Uint8Array | 'erased' | undefined): Recorded => finish(opened(raw, key, stored));
    const key = forgotten.has(person) ? ('erased' as const) : keys.key(person);
    return key instanceof Promise ? key.then(open) : open(key);
  }

  /** What is named today may have had another name when it was written. */
  function personIn(type: EventType, of: string, schema: number, raw: Fields): string {
    if (schema === type.version || raw[of] !== undefined) return String(raw[of]);
    return String((lift(type, schema, allErased(raw)) as Fields)[of]);
  }

  function personOf({ type, data }: Recorded): string | undefined {
    const of = types.get(type)?.personal?.of;
    return of === undefined ? undefined : String((data as Fields)[of]);
  }

  function isForgotten(event: Recorded): boolean {
    if (forgotten.size === 0) return false;
    const person = personOf(event);
    return person !== undefined && forgotten.has(person);
  }
}

/** As it would be read had every person in it been erased. */
const allErased = (raw: Fields): Fields =>
  Object.fromEntries(Object.entries(raw).map(([field, value]) => [field, isSealed(value) ? gone : value]));

/** PD3: a field without its key is `Erased`, never an error. */
function opened(raw: Fields, key: Uint8Array | 'erased' | undefined, stored: StoredEvent): Fields {
  for (const field of Object.keys(raw)) {
    const sealed = raw[field];
    if (isSealed(sealed))
      raw[field] = key instanceof Uint8Array ? openField(key, stored, field, sealed.$p) : gone;
  }
  return raw;
}

function envelope(stored: StoredEvent, data: object): object {
  const { stream, version, partition, position, actor, type } = stored;
  return {
    stream,
    id: stream.slice(stream.indexOf('-') + 1),
    version,
    at: isoTime(stored.at),
    actor,
    partition,
    position,
    type,
    data,
  };
}
