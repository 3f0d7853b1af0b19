/** What a load is asked for. Travels as JSON. */
export interface LoadOrder {
  readonly url: string;
  /** Of the operator, who may act for anyone. */
  readonly key: string;
  /** The file that was imported. */
  readonly graph: string;
  /** Ids by name in the graph. */
  readonly people: Readonly<Record<string, string>>;
  readonly mix: MixName;
  readonly seconds: number;
  readonly connections: number;
  readonly seed: number;
  /** What clients were told: read where it is there, written at the end. */
  readonly claims: string;
}

/** `everyday`: the mix of DeathStarBench's social network. `everything`: with all that can be done and undone. */
export type MixName = 'everyday' | 'everything';

export interface LoadFigures {
  readonly seconds: number;
  readonly kinds: readonly KindFigures[];
  /** Answers that no client should have got, by what and status. */
  readonly unexpected: Readonly<Record<string, number>>;
  /** Requests that were never answered, because the server was gone. */
  readonly unanswered: number;
}

export interface KindFigures {
  readonly name: string;
  readonly count: number;
  /** Of them, said no to as the domain says it: gone, hidden, not possible. */
  readonly refused: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}
