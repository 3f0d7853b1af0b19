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
