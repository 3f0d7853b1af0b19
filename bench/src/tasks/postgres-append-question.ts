export const waysToAppend = [
  'engine',
  'engine-random',
  'bare',
  'emmett',
  'message-db',
  'message-db-16',
] as const;
export type WayToAppend = (typeof waysToAppend)[number];

export interface PostgresAppendQuestion {
  readonly url: string;
  readonly how: WayToAppend;
  readonly callers: number;
  readonly seconds: number;
}

export interface PostgresRate {
  readonly perSecond: number;
  /** Of this process, per append. */
  readonly processorUs: number;
}
