import type { InputFault, Problem } from './shapes.ts';

export type { Problem } from './shapes.ts';

/** The server said no, and why. */
export class Refused extends Error {
  readonly problem: Problem;
  readonly retryAfterS: number | undefined;
  /** The answer had to hold what was done here before: that is saved, whatever this one says. */
  readonly afterChange: boolean;

  constructor(problem: Problem, retryAfterS?: number, { afterChange = false } = {}) {
    super(problem.detail);
    this.problem = problem;
    this.retryAfterS = retryAfterS;
    this.afterChange = afterChange;
  }

  get code(): string {
    return this.problem.code;
  }

  /** What is wrong with one field of the body. */
  faultOf(path: string): InputFault | undefined {
    return this.problem.faults?.find((fault) => fault.path === path);
  }
}

/** What was asked for is not there, or is none that could be: an address somebody mistyped. */
export const isNowhere = (error: unknown): boolean =>
  error instanceof Refused && (error.problem.status === 404 || error.code === 'invalid-input');

/** No answer came: no connection, or the server is away. What was sent may have arrived. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('No answer from the server.', { cause });
  }
}

/** The server works but cannot take this now: the same request may be sent again. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Unreachable ||
  (error instanceof Refused &&
    (error.problem.status >= 500 || error.problem.status === 429 || error.problem.status === 408) &&
    error.problem.status !== 507);
