import type { Caller } from '@touchline/kernel';
import type { ActRow } from '@touchline/operations';

export interface Wish {
  readonly act: string;
  readonly on: string;
  readonly reason: string | null;
  readonly details: string;
}

export interface ActEnd {
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly told: string;
}

export interface ActPage {
  readonly acts: readonly ActRow[];
  readonly next?: string;
}

export interface ActQuery {
  readonly act?: string | undefined;
  readonly by?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The record of what operators do. An act is on disk before it is done: nothing is done that is not known. */
export interface Acts {
  begin(wish: Wish, caller: Caller, correlation: string): Promise<(end: ActEnd) => Promise<void>>;
  list(query: ActQuery): Promise<ActPage>;
}
