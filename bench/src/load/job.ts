/** What a load generator is asked to do. Travels as JSON. */
export interface Job {
  readonly host: string;
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Not counted. */
  readonly warmUpSeconds: number;
  /** Requests per second, sent on time whatever comes back; without it each connection sends when it has its answer. */
  readonly ratePerSecond?: number;
  readonly mix: readonly Requests[];
}

/** Requests of one kind. The n-th one takes the n-th path; each time the paths are through, the next token. */
export interface Requests {
  readonly name: string;
  /** Its share of the mix. */
  readonly weight: number;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly paths: readonly string[];
  /** An empty one stands for a stranger. */
  readonly tokens: readonly string[];
  /** How far the tokens move on from one request to the next; by default only when the paths are through. */
  readonly tokenStep?: number;
  readonly bodies?: readonly string[];
  /** A new `Idempotency-Key` with each request. */
  readonly keyed?: boolean;
  readonly expectedStatus: number;
  /** How many different requests there are; the load ends early when they are used up. */
  readonly requestsMax?: number;
}

export interface LoadResult {
  readonly seconds: number;
  readonly byName: Readonly<Record<string, KindResult>>;
  /** Requests that were answered otherwise than expected, by status. */
  readonly unexpected: Readonly<Record<string, number>>;
  /** Processor time of the load generator; near 1 means that it was what limited. */
  readonly loaderBusy: number;
}

export interface KindResult {
  readonly count: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly bytesMean: number;
}
