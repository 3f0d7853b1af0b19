export type FaultCode =
  | 'outcome-unknown'
  | 'storage-full'
  | 'overloaded'
  | 'not-yet-visible'
  | 'contention'
  | 'draining'
  | 'read-only'
  | 'corrupt'
  | 'closed'
  | 'erased'
  | 'internal';

/** Something went wrong that the domain did not foresee: a code for machines, a safe text, the cause for the log. */
export class Fault extends Error {
  readonly code: FaultCode;
  /** True when the same request may be sent again. With `outcome-unknown` only under the same command id. */
  readonly retryable: boolean;
  /** What a client is told instead of what the code says to everybody. Nothing from inside stands in it. */
  readonly detail: string | undefined;

  constructor(
    code: FaultCode,
    message: string,
    options: { cause?: unknown; retryable?: boolean; detail?: string } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retryable = options.retryable ?? true;
    this.detail = options.detail;
  }
}
