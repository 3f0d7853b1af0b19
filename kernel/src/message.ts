import type { z } from 'zod';
import type { PersonalFields } from './event.ts';

/** What the outside world is told: its name, the schema of its payload, and which fields belong to a person. */
export interface MessageType<Payload extends object = object> {
  readonly name: string;
  readonly about: string;
  readonly schema: z.ZodType<Payload>;
  /** Sealed while the message waits; it is not delivered any more once the person is erased (ER3). */
  readonly personal: PersonalFields | undefined;
  /** How often it is tried before it becomes a dead letter. */
  readonly attemptsMax: number;
}

interface MessageSpec<Payload extends object, Personal extends string> {
  readonly about: string;
  readonly schema: z.ZodType<Payload>;
  readonly personal?: {
    readonly of: Exclude<keyof Payload & string, Personal>;
    readonly fields: readonly Personal[];
  };
  /** Default: 12, which with the pauses in between is about six hours. */
  readonly attemptsMax?: number;
}

/**
 * Declares a message to the outside world. A policy tells it; whoever composes the process says how it is delivered.
 *
 * @example
 * const WelcomeMail = message('WelcomeMail', {
 *   about: 'Greets a new member.',
 *   schema: z.strictObject({ person: idSchema, address: z.email() }),
 *   personal: { of: 'person', fields: ['address'] },
 * });
 */
export function message<Payload extends object, const Personal extends keyof Payload & string = never>(
  name: string,
  spec: MessageSpec<Payload, Personal>,
): MessageType<Payload> {
  return { attemptsMax: 12, personal: undefined, ...spec, name };
}

/** How one kind of message reaches the outside. Throws when it did not; a `Fault` that is not retryable gives it up. */
export type Deliver = (delivery: Delivery) => Promise<void>;

export interface Delivery {
  /** The same at every attempt: the receiver tells a repetition by it (PO6). */
  readonly id: string;
  readonly message: string;
  readonly payload: object;
  /** From 1. */
  readonly attempt: number;
  /** Aborted when the attempt has taken too long, or the process stops. */
  readonly signal: AbortSignal;
}
