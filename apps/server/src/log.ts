/** A sentence for people, and its parts for machines. No personal data: ids, names of ours, what failed. */
export type Log = (message: string, parts?: LogParts) => void;

export interface LogParts {
  readonly level?: 'info' | 'warn' | 'error';
  readonly [part: string]: string | number | undefined;
}

/** Lines of JSON, as collectors of logs take them. */
export const jsonLog =
  (write: (line: string) => void, now: () => number): Log =>
  (message, { level = 'info', ...parts } = {}) =>
    write(JSON.stringify({ time: new Date(now()).toISOString(), level, message, ...parts }));

export const textLog =
  (write: (line: string) => void): Log =>
  (message) =>
    write(message);
