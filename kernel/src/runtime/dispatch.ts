import type { Caller, CommandType } from '../command.ts';
import type { QueryType } from '../query.ts';
import type { Refusal } from '../refusal.ts';
import type { Service } from '../service.ts';
import type { CursorSeal } from './cursor-seal.ts';

/** Partition → position: "at least as new as this". Travels as an opaque token. */
export type Positions = ReadonlyMap<number, number>;

export interface Dispatch {
  readonly services: readonly Service[];
  /** How many there are; a token that names another is none. */
  readonly partitions: number;
  /** Seals the cursors that lists answer: the same in all processes of a store. */
  readonly cursors: CursorSeal;
  execute(
    service: Service,
    command: CommandType,
    input: object,
    call: ExecuteCall,
  ): Promise<Executed | Refusal>;
  /** Waits, bounded, until what the query reads has reached `least`; then reads. Throws `Fault('not-yet-visible')`. */
  query(service: Service, query: QueryType, input: object, call: QueryOptions): Promise<object | Refusal>;
  /** How far what the query reads has come: asked from now on it shows at least that. `undefined` where it reads no view. */
  position(service: Service, query: QueryType): Positions | undefined;
}

export interface ExecuteCall extends Caller {
  /** Makes the command idempotent. Already scoped to the caller. */
  readonly commandId?: string;
  /** Everything downstream of this command carries it. */
  readonly correlation?: string;
  readonly cause?: string;
  /** What the request says of its browser (HT35). No part of what makes two uses of a command id the same. */
  readonly userAgent?: string | undefined;
  /** What this is done for, where that is traced. */
  readonly traceparent?: string | undefined;
}

export interface QueryOptions extends Caller {
  readonly least?: Positions;
}

export interface Executed {
  readonly id: string;
  /** What the command's `answer` made; `undefined` when it has none. */
  readonly body: unknown;
  /** Empty when there was nothing to do. */
  readonly positions: Positions;
  readonly repeated: boolean;
}
