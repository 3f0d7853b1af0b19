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

  constructor(code: FaultCode, message: string, options: { cause?: unknown; retryable?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retryable = options.retryable ?? true;
  }
}
