import type { Caller, Refusal } from '@touchline/kernel';
import type { Host } from '@touchline/kernel/runtime';
import type { z } from 'zod';

/** One route of operators: declared once, for serving and for the contract. */
export interface OperatorRoute<Input extends object = object> {
  readonly operationId: string;
  readonly about: string;
  readonly method: 'GET' | 'POST';
  /** Below `/v1/operator`; names after `:` are fields of the input. */
  readonly path: `/${string}`;
  /** Path, query-string and body fields in one object. */
  readonly input: z.ZodType<Input>;
  readonly answers: z.ZodType;
  /** Answers come as JSON lines, one object each, while the work goes on. */
  readonly lines?: boolean;
  answer(input: Input, call: OperatorCall): Promise<object | Refusal>;
}

export interface OperatorCall {
  readonly host: Host;
  readonly caller: Caller;
  /** Aborted when the client has left or this process stops. */
  readonly signal: AbortSignal;
  /** Copies what is precious to a new folder on this machine, while everything runs. */
  backup(folder: string): Promise<object | Refusal>;
}

/** What a route with `lines` answers: one object after the other. */
export class Lines {
  readonly items: AsyncGenerator<object, void>;
  constructor(items: AsyncGenerator<object, void>) {
    this.items = items;
  }
}

export const operatorRoute = <Input extends object>(route: OperatorRoute<Input>): OperatorRoute => route;
