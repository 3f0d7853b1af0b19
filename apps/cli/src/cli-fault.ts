/** What ends a command: a sentence for whoever typed it that also says what to do next; no stack trace. */
export class CliFault extends Error {
  /** 2: the command was not typed as it can be understood. 1: it was, and did not succeed. */
  readonly exitCode: 1 | 2;

  constructor(message: string, options: { exitCode?: 1 | 2; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'CliFault';
    this.exitCode = options.exitCode ?? 1;
  }
}

export const usageFault = (message: string): CliFault => new CliFault(message, { exitCode: 2 });
