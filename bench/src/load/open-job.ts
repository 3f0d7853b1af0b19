import type { Requests } from './job.ts';

/** Requests that are sent when they are due, whatever becomes of the others. Travels as JSON. */
export interface OpenJob {
  readonly host: string;
  readonly port: number;
  /** A request for which none of them is free is not sent. */
  readonly connectionsMax: number;
  /** A client gives up after this time. */
  readonly patienceMs: number;
  /** One after the other, without a pause, over the same connections. */
  readonly phases: readonly Phase[];
}

export interface Phase {
  readonly seconds: number;
  /** Without it a request is sent whenever a connection is free. */
  readonly ratePerSecond?: number;
  readonly mix: readonly Requests[];
}

export interface PhaseResult {
  readonly due: number;
  readonly perSecond: number;
  /** Answered as expected, by name. */
  readonly accepted: Readonly<Record<string, Latencies>>;
  readonly all: Latencies;
  /** From the moment a request was due: what is on top is the load generator being late. */
  readonly fromDue: Latencies;
  readonly refusals: Latencies;
  /** p99 of what was sent in each second, and how many requests of it were not answered as expected. */
  readonly bySecond: readonly { readonly p99Ms: number; readonly notAccepted: number }[];
  readonly refused: Readonly<Record<string, number>>;
  readonly withoutRetryAfter: number;
  /** Whatever else became of requests, by its name. */
  readonly others: Readonly<Record<string, number>>;
  /** The ids that answers to commands gave. */
  readonly ids: readonly string[];
  readonly connected: number;
  readonly loaderBusy: number;
}

/** From the moment a request had a connection to be sent on, or asked for one. */
export interface Latencies {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}
