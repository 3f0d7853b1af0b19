/** Where a command speaks. Results go to `out`, everything about the work itself to `err`. */
export interface Terminal {
  out(line: string): void;
  err(line: string): void;
  /** Draws over the last status, where `isTty`. */
  status(text: string): void;
  readonly isTty: boolean;
  readonly columns: number;
}

export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  let drawn = false;
  const clear = (): void => {
    if (drawn) stderr.write('\r\u001B[2K');
    drawn = false;
  };
  return {
    isTty: stderr.isTTY,
    get columns() {
      return stderr.columns || 80;
    },
    out(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    err(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    status(text) {
      if (!stderr.isTTY) return;
      clear();
      stderr.write(text);
      drawn = text !== '';
    },
  };
}

/** Results that cannot be written end the command; the work goes on where nobody hears of it any more. */
export function heedLostOutput(): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // A reader that has seen enough (`| head`) is no error.
    if (code === 'EPIPE') process.exit(0);
    process.stderr.write(
      `touchline: The output cannot be written (${code ?? message}). Make room there, or send it elsewhere, and run the command again.\n`,
      () => process.exit(1),
    );
  });
}
