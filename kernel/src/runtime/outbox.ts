import { isErased } from '../erased.ts';
import { Fault } from '../fault.ts';
import type { MessageType } from '../message.ts';
import type { KeyStore, Queue, QueuedMessage } from '../ports/index.ts';
import { openField, sealField } from './personal-field.ts';

/** Where messages to the outside wait (PO4): what is personal in them is sealed as it is in events. */
export interface Outbox {
  put(
    type: MessageType,
    payload: object,
    place: { readonly id: string; readonly key: string },
  ): Promise<void>;
  /** The payload as it was told; `undefined` when its person has been erased. */
  opened(type: MessageType, message: QueuedMessage): Promise<object | undefined>;
}

type Fields = Record<string, unknown>;

export function outbox(queue: Queue, keys: KeyStore, wake: () => void): Outbox {
  return {
    async put(type, payload, { id, key }) {
      const valid = type.schema.safeParse(payload);
      if (!valid.success)
        throw new Fault('internal', `The message ${type.name} does not match its schema.`, {
          cause: valid.error,
          retryable: false,
        });
      const body: Fields = { ...payload };
      if (type.personal) {
        const person = await keys.ensure(String(body[type.personal.of]));
        // ER7: to tell of someone who was erased is a wish that nothing will ever fulfil.
        if (person === 'erased' || type.personal.fields.some((field) => isErased(body[field]))) return;
        for (const field of type.personal.fields)
          body[field] = { $p: sealField(person, placeOf(id), field, body[field]) };
      }
      await queue.put({ id, key, kind: type.name, body: JSON.stringify(body) });
      wake();
    },

    async opened({ personal }, { id, body }) {
      const payload = JSON.parse(body) as Fields;
      if (!personal) return payload;
      const key = await keys.key(String(payload[personal.of]));
      if (!(key instanceof Uint8Array)) return undefined;
      for (const field of personal.fields) {
        const sealed = (payload[field] as { $p?: unknown } | undefined)?.$p;
        if (typeof sealed === 'string') payload[field] = openField(key, placeOf(id), field, sealed);
      }
      return payload;
    },
  };
}

/** PD2: a sealed field belongs to its message alone. */
const placeOf = (id: string) => ({ stream: `message ${id}`, version: 0 });
