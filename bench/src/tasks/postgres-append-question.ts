export interface PostgresAppendQuestion {
  readonly url: string;
  readonly how: 'engine' | 'bare';
  readonly callers: number;
  readonly seconds: number;
}

export interface PostgresRate {
  readonly perSecond: number;
  /** Of this process, per append. */
  readonly processorUs: number;
}
