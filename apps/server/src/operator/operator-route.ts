import type { Caller, Refusal } from '@touchline/kernel';
import type { Host } from '@touchline/kernel/runtime';
import type { z } from 'zod';
import type { Acts } from './acts/acts.ts';
import type { Role } from './role.ts';
import type { Signs } from './signs/signs.ts';
import type { MoveAway } from '../moving/move-running.ts';

/** One route of operators: declared once, for serving and for the contract. */
export interface OperatorRoute<Input extends object = object> {
  readonly operationId: string;
  readonly about: string;
  /** POST changes something: it is recorded as an act, with its end. So is each look at what is personal. */
  readonly method: 'GET' | 'POST';
  /** Who may. Default: `viewer` for GET, `operator` for POST; `reveal` is for administrators. */
  readonly needs?: Role;
  /** Below `/v1/operator`; names after `:` are fields of the input. */
  readonly path: `/${string}`;
  /** Path, query-string and body fields in one object. */
  readonly input: z.ZodType<Input>;
  readonly answers: z.ZodType;
  /** Answers come as JSON lines, one object each, while the work goes on. */
  readonly lines?: boolean;
  answer(input: Input, call: OperatorCall): Promise<object | Refusal>;
  /** Fields of the input that are never recorded. */
  readonly secret?: readonly string[];
  /** What it is done to, in a word, for the record. */
  on?(input: Input): string;
  /** What came of it beside that it was done, in words, for the record. Default: nothing. */
  told?(answer: object): string;
}

export interface OperatorCall {
  readonly host: Host;
  readonly caller: Caller;
  /** The request's id: what is written because of it carries it. */
  readonly requestId: string;
  readonly acts: Acts;
  readonly signs: Signs;
  /** Aborted when the client has left or this process stops. */
  readonly signal: AbortSignal;
  /** Aborted when this process stops: ends work that goes on although its client has left. */
  readonly stopping: AbortSignal | undefined;
  /** Copies what is precious to a new folder on this machine, while everything runs. */
  backup(folder: string): Promise<object | Refusal>;
  /** Restores a backup beside the data, verifies it, and removes it again. */
  proveBackup(folder: string): Promise<object | Refusal>;
  /** Moves this community to another place, for good. */
  readonly move: MoveAway;
}

/** What a route with `lines` answers: one object after the other. */
export class Lines {
  readonly items: AsyncGenerator<object, void>;
  /** The work behind the lines, which goes on when nobody reads them any more. */
  readonly work: Promise<object> | undefined;
  constructor(items: AsyncGenerator<object, void>, work?: Promise<object>) {
    this.items = items;
    this.work = work;
  }
}

export const operatorRoute = <Input extends object>(route: OperatorRoute<Input>): OperatorRoute => route;
